import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * Writes each record's schema into one file with all it refers to: the text that a registry is given and gives back. The build runs it
 * before it compiles, hence from its source; the first argument is where the schemas are, the second where they go.
 */
public final class SchemaFiles {
    public static void main(String[] directories) throws IOException {
        Path sources = Path.of(directories[0]);
        Schema.Parser parser = new Schema.Parser();
        for (Path type : avsc(sources.resolve("types"))) {
            parser.parse(type.toFile());
        }
        for (Path record : avsc(sources)) {
            Schema schema = parser.parse(record.toFile());
            Path file = Path.of(directories[1], schema.getFullName().replace('.', '/') + ".avsc");
            Files.createDirectories(file.getParent());
            Files.writeString(file, schema.toString());
        }
    }

    private static List<Path> avsc(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".avsc")).sorted().toList();
        }
    }
}
