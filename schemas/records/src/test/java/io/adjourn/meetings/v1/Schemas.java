package io.adjourn.meetings.v1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * The schemas as a registry has them. Tests here use no generated class: a schema whose change breaks consumers breaks the code that
 * uses its class as well, and what is to be read on the console is the former.
 */
final class Schemas {
    /** The records of the topics, in the order of the way through. */
    static final List<Schema> RECORDS = Stream.of(
                    "MeetingLifecycle",
                    "MeetingArtifact",
                    "MeetingActivity",
                    "CalendarChange",
                    "MeetingCompletion",
                    "RejectedDelivery")
            .map(record -> parse(Path.of("target/classes/io/adjourn/meetings/v1", record + ".avsc")))
            .toList();

    private Schemas() {}

    /** A schema in one file, with everything it refers to. */
    static Schema parse(Path file) {
        try {
            return new Schema.Parser().parse(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The schema and every record and enum in it, each once, in the order of reading. */
    static List<Schema> named(Schema schema) {
        List<Schema> named = new ArrayList<>();
        collect(schema, named);
        return named;
    }

    private static void collect(Schema schema, List<Schema> named) {
        switch (schema.getType()) {
            case RECORD -> {
                if (!named.contains(schema)) {
                    named.add(schema);
                    schema.getFields().forEach(field -> collect(field.schema(), named));
                }
            }
            case ENUM -> {
                if (!named.contains(schema)) {
                    named.add(schema);
                }
            }
            case ARRAY -> collect(schema.getElementType(), named);
            case UNION -> schema.getTypes().forEach(branch -> collect(branch, named));
            default -> {}
        }
    }
}
