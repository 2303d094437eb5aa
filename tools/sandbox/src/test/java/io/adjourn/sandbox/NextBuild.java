package io.adjourn.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.adjourn.contracts.Topic;
import io.adjourn.contracts.Topics;
import io.adjourn.localstack.JavaModule;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.apache.avro.Schema;
import org.apache.avro.compiler.specific.SpecificCompiler;
import org.apache.avro.compiler.specific.SpecificCompiler.FieldVisibility;
import org.apache.avro.generic.GenericData.StringType;

/**
 * The build after today's, as far as schemas go: what is kept of a meeting has one field more, which is never empty, and a bot's state
 * has one symbol more, before others, so that the numbers of those change in Avro's bytes. Made of today's by generating the classes
 * of all schemas again, and mapping the field in the one place where states are mapped.
 */
final class NextBuild {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path STREAMS = JavaModule.home().resolve("streams/src/main");
    private static final String CONSTRUCTED = "new io.adjourn.streams.state.MeetingState(";

    private NextBuild() {}

    /** Makes it in that directory. */
    static StreamsBuild in(Path directory) throws IOException {
        Path sources = Files.createDirectories(directory.resolve("sources"));
        var generator = new SpecificCompiler(
                Stream.concat(Stream.of(state()), records()).toList());
        generator.setStringType(StringType.String);
        generator.setFieldVisibility(FieldVisibility.PRIVATE);
        generator.compileToDestination(null, sources.toFile());
        Path mapping = Path.of("java/io/adjourn/streams/completion/StoredMeeting.java");
        String today = Files.readString(STREAMS.resolve(mapping));
        assertThat(today).containsOnlyOnce(CONSTRUCTED);
        Files.writeString(
                sources.resolve("StoredMeeting.java"),
                today.replace(CONSTRUCTED, CONSTRUCTED + "\"only the next build knows\", "));
        Path classes = compiled(sources, Files.createDirectories(directory.resolve("classes")));
        for (Schema record : records().toList()) {
            Files.writeString(classes.resolve(record.getFullName().replace('.', '/') + ".avsc"), record.toString());
        }
        return StreamsBuild.todayWith(classes);
    }

    private static Stream<Schema> records() {
        return Topics.ALL.stream()
                .map(Topic::value)
                .filter(Topic.Avro.class::isInstance)
                .map(value -> next(((Topic.Avro) value).schema().toString()));
    }

    private static Schema state() throws IOException {
        try (var versions = Files.list(STREAMS.resolve("resources/state-schemas/MeetingState"))) {
            Path newest = versions.max(Comparator.comparingInt(file ->
                            Integer.parseInt(file.getFileName().toString().replaceAll("\\D", ""))))
                    .orElseThrow();
            return next(Files.readString(newest));
        }
    }

    private static Schema next(String schema) {
        try {
            JsonNode root = JSON.readTree(schema);
            change(root);
            return new Schema.Parser().parse(root.toString());
        } catch (IOException e) {
            throw new AssertionError("no schema: " + schema, e);
        }
    }

    private static void change(JsonNode node) {
        if (node instanceof ObjectNode named && named.path("name").asText().equals("BotState")) {
            ((ArrayNode) named.get("symbols")).insert(0, "DREAMING");
        } else if (node instanceof ObjectNode named
                && named.path("name").asText().equals("MeetingState")) {
            ((ArrayNode) named.get("fields"))
                    .insertObject(0)
                    .put("name", "next")
                    .put("type", "string")
                    .put("default", "");
        }
        node.forEach(NextBuild::change);
    }

    private static Path compiled(Path sources, Path classes) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "-d",
                classes.toString(),
                "-cp",
                JavaModule.STREAMS.classPath(),
                "-proc:none",
                "-nowarn",
                "-Xlint:none"));
        try (var files = Files.walk(sources)) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
        }
        int exit = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(exit).as("compiling " + sources + File.separator).isZero();
        return classes;
    }
}
