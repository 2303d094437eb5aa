package io.adjourn.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.meetings.v1.MeetingTopics;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/** The schema files that {@code adjourn-records} has beside its classes: each record's of this build, and those that releases had. */
final class SchemaFiles {
    private SchemaFiles() {}

    /** The schema that this build writes the record with. */
    static Schema current(String record) {
        String file = record + ".avsc";
        return parse(text(file)
                .orElseThrow(() -> new IllegalStateException(file + " is missing in the jar of the records")));
    }

    /** Those that releases wrote the record with, the oldest first. */
    static List<Schema> released(String record) {
        List<Schema> versions = new ArrayList<>();
        while (true) {
            Optional<String> next = text("released/" + record + "/v" + (versions.size() + 1) + ".avsc");
            if (next.isEmpty()) {
                return List.copyOf(versions);
            }
            versions.add(parse(next.get()));
        }
    }

    /** Whether a release has had it: then it is the last of those. */
    static boolean isReleased(Schema current) {
        List<Schema> released = released(current.getName());
        // By the text: schemas are equal, too, where their documentation differs.
        return !released.isEmpty() && released.getLast().toString().equals(current.toString());
    }

    private static Schema parse(String text) {
        return new Schema.Parser().parse(text);
    }

    private static Optional<String> text(String file) {
        try (InputStream stream = MeetingTopics.class.getResourceAsStream(file)) {
            return stream == null ? Optional.empty() : Optional.of(new String(stream.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
