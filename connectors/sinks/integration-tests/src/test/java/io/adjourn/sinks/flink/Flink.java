package io.adjourn.sinks.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.contracts.Cluster;
import io.adjourn.localstack.JavaModule;
import java.io.File;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs statements on Flink, a process of its own with the jars of {@code connectors/sinks/flink-cluster}. */
final class Flink {
    private static final long PATIENCE_MINUTES = 4;
    private static final Path JARS = JavaModule.home().resolve("connectors/sinks/flink-cluster/target/classpath.txt");

    private final Path directory;
    private final Cluster cluster;

    /**
     * @param directory takes files
     * @param cluster whose topics it reads
     */
    Flink(Path directory, Cluster cluster) {
        this.directory = directory;
        this.cluster = cluster;
    }

    /** The statements of a file of this project, with the addresses of the cluster instead of those that are written there. */
    List<String> statements(String file) throws IOException {
        String sql;
        try (var lines = Files.lines(JavaModule.home().resolve(file))) {
            // A semicolon or a quote in a comment is none.
            sql = lines.filter(line -> !line.strip().startsWith("--"))
                    .map(line -> line.replaceAll("' *, *-- [^']*$", "',"))
                    .collect(Collectors.joining("\n"));
        }
        assertThat(sql).contains("localhost:9092", "http://localhost:8081/apis/ccompat/v7");
        String addressed = sql.replace("localhost:9092", cluster.bootstrapServers())
                .replace(
                        "http://localhost:8081/apis/ccompat/v7",
                        cluster.registry().url());
        return Arrays.stream(addressed.split(";\\s*(\n|$)"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    /**
     * Executes statements.
     *
     * @return the rows of each query, once it has read what is in its topics
     */
    @SuppressWarnings("unchecked") // as FlinkProgram has written it
    List<List<Map<String, @Nullable Object>>> execute(List<String> statements)
            throws IOException, InterruptedException, ClassNotFoundException {
        Path answers = directory.resolve("answers");
        Path log = directory.resolve("log");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classes() + File.pathSeparator + Files.readString(JARS).strip(),
                FlinkProgram.class.getName(),
                answers.toString()));
        command.addAll(statements);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
            assertThat(ended).as("Flink ends: %s", Files.readString(log)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        try (var file = new ObjectInputStream(Files.newInputStream(answers))) {
            return (List<List<Map<String, @Nullable Object>>>) file.readObject();
        }
    }

    private static Path classes() {
        try {
            return Path.of(FlinkProgram.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
