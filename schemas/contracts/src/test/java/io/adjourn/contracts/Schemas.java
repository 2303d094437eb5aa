package io.adjourn.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;

/** The schemas as this project writes them, without what Java's code generator adds. */
final class Schemas {
    /** Relative to the module: where the build runs its tests. */
    private static final Path SOURCES = Path.of("src/main/avro");

    /** The records of the catalogue, in its order. */
    static final List<Schema> RECORDS = parseAll();

    private Schemas() {}

    private static List<Schema> parseAll() {
        Schema.Parser parser = new Schema.Parser();
        files(SOURCES.resolve("types")).forEach(file -> parse(parser, file));
        return Topics.ALL.stream()
                .map(Topic::value)
                .filter(Topic.Avro.class::isInstance)
                .map(value -> ((Topic.Avro) value).schema().getName())
                .map(record -> parse(parser, SOURCES.resolve(record + ".avsc")))
                .toList();
    }

    /** A schema in one file, with everything it refers to. */
    static Schema parse(Path file) {
        return parse(new Schema.Parser(), file);
    }

    private static Schema parse(Schema.Parser parser, Path file) {
        try {
            return parser.parse(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of such a file. */
    static String text(Schema schema) {
        return SchemaFormatter.format("json/pretty", schema) + "\n";
    }

    /** The directory's files by name; none where there is no directory. */
    static List<Path> files(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
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
