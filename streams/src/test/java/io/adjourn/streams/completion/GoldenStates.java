package io.adjourn.streams.completion;

import io.adjourn.streams.state.MeetingState;
import io.adjourn.testing.GoldenFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * What every version of {@code MeetingState.avsc} wrote, and its schema. Beside the bytes of each state stands the same as JSON, in
 * the schema of its version.
 */
final class GoldenStates {
    static final Path SCHEMAS = Path.of("src/main/resources/state-schemas/MeetingState");
    static final Path STATES = Path.of("src/test/resources/state/MeetingState");

    /** What release 0.1.0 wrote, before there was a schema; its JSON is in version 1. */
    static final String BEFORE_SCHEMAS = "0.1.0";

    private GoldenStates() {}

    /** The current schema, without what Java's code generator adds. */
    static Schema current() {
        String text = MeetingState.getClassSchema()
                .toString()
                .replace("{\"type\":\"string\",\"avro.java.string\":\"String\"}", "\"string\"");
        return new Schema.Parser().parse(text);
    }

    /** The files of all versions of the schema, the oldest first. */
    static List<Path> versions() {
        return GoldenFiles.in(SCHEMAS).stream()
                .sorted(Comparator.comparingInt(
                        file -> Integer.parseInt(version(file).substring(1))))
                .toList();
    }

    /** Such as {@code v1}. */
    static String version(Path file) {
        return file.getFileName().toString().replace(".avsc", "");
    }

    static Schema schema(String version) {
        try {
            String file = version.equals(BEFORE_SCHEMAS) ? "v1" : version;
            return new Schema.Parser().parse(SCHEMAS.resolve(file + ".avsc").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files of bytes of all versions. */
    static List<Path> states() {
        return GoldenFiles.in(STATES).stream()
                .flatMap(version -> GoldenFiles.in(version).stream())
                .filter(file -> file.toString().endsWith(".bin"))
                .toList();
    }

    static byte[] bytes(String version, String name) {
        try {
            return Files.readAllBytes(STATES.resolve(version).resolve(name + ".bin"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The meeting in a schema that the current one's states can be read with, as JSON. */
    static String json(Meeting meeting, Schema schema) {
        try {
            var avro = new ByteArrayOutputStream();
            var binary = EncoderFactory.get().directBinaryEncoder(avro, null);
            StoredMeeting.of(meeting).customEncode(binary);
            GenericRecord record = new GenericDatumReader<GenericRecord>(current(), schema)
                    .read(null, DecoderFactory.get().binaryDecoder(avro.toByteArray(), null));
            var json = new ByteArrayOutputStream();
            var encoder = EncoderFactory.get().jsonEncoder(schema, json, true);
            new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
            encoder.flush();
            return json.toString(StandardCharsets.UTF_8) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Schema schema) {
        return SchemaFormatter.format("json/pretty", schema) + "\n";
    }
}
