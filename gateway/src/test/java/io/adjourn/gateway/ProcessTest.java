package io.adjourn.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.testing.Await;
import io.adjourn.testing.EcsLines;
import io.adjourn.testing.InFullBuild;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The gateway as whoever starts it meets it: one line, and an exit code. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class ProcessTest {
    @TempDir
    Path directory;

    @Test
    void shouldSayWhichSettingIsWrongAndEndWithTwo() throws Exception {
        var ended = run(Map.of("KAFKA_ACKS", "1"));

        assertThat(ended.errors())
                .containsExactly("kafka.acks: 1 breaks the guarantee of a 202 that every replica has the delivery:"
                        + " remove the setting");
        assertThat(ended.exitCode()).isEqualTo(2);
    }

    @InFullBuild
    @Test
    void shouldSayWhichSettingCannotBeReadAndEndWithTwo() throws Exception {
        var ended = run(Map.of("GATEWAY_PUBLISH_TIMEOUT", "soon"));

        assertThat(ended.errors())
                .singleElement()
                .asString()
                .contains("[gateway.publish.timeout]")
                .contains("[soon]");
        assertThat(ended.exitCode()).isEqualTo(2);
    }

    @Test
    void shouldNameTheNearestSettingAndEndWithTwoWhenThereIsNoneOfThatName() throws Exception {
        var ended = run(Map.of("GATEWAY_PUBLISH_TIMEOUTS", "2s"));

        assertThat(ended.errors())
                .containsExactly("GATEWAY_PUBLISH_TIMEOUTS is unknown; did you mean GATEWAY_PUBLISH_TIMEOUT?");
        assertThat(ended.exitCode()).isEqualTo(2);
    }

    @InFullBuild
    @Test
    void shouldSayWhichCertificateCannotBeReadAndEndWithTwo() throws Exception {
        Path missing = directory.resolve("missing.crt");
        var ended = run(
                Map.of("GATEWAY_TLS_CERTIFICATE", missing.toString(), "GATEWAY_TLS_PRIVATE_KEY", missing.toString()));

        assertThat(ended.errors())
                .singleElement()
                .asString()
                .startsWith("gateway.tls: " + missing)
                .contains("specify PEM files");
        assertThat(ended.exitCode()).isEqualTo(2);
    }

    @InFullBuild
    @Test
    void shouldNameTheFileAndEndWithTwoWhenThereAreNoSources() throws Exception {
        Path missing = directory.resolve("missing.yaml");
        var ended = run(Map.of("ADJOURN_SOURCES", missing.toString()));

        assertThat(ended.errors()).singleElement().asString().contains(missing.toString());
        assertThat(ended.exitCode()).isEqualTo(2);
    }

    @InFullBuild
    @Test
    void shouldNameTheSpoolDirectoryAndEndWithTwoWhenItHoldsSomethingElse() throws Exception {
        Path other = Files.createDirectory(directory.resolve("other"));
        Files.writeString(other.resolve("thesis.doc"), "precious");
        var ended = run(Map.of("GATEWAY_SPOOL_DIRECTORY", other.toString()));

        assertThat(ended.errors())
                .containsExactly("spool directory " + other + ": contains something other than a spool: specify the"
                        + " directory of a spool, or an empty one for a new spool");
        assertThat(ended.exitCode()).isEqualTo(2);
    }

    @InFullBuild
    @Test
    void shouldSayWhenASizeIsNone() throws Exception {
        var ended = run(Map.of("GATEWAY_SPOOL_MAX_BYTES", "plenty"));

        assertThat(ended.errors())
                .singleElement()
                .asString()
                .contains("max-bytes")
                .contains("plenty");
        assertThat(ended.exitCode()).isEqualTo(2);
    }

    @Test
    void shouldNameThePortAndItsVariableAndEndWithOneWhenItIsTaken() throws Exception {
        try (var taken = new ServerSocket(0)) {
            String port = Integer.toString(taken.getLocalPort());
            var ended = run(Map.of("ADJOURN_GATEWAY_PORT", port));

            assertThat(ended.errors())
                    .singleElement()
                    .asString()
                    .startsWith("Cannot listen on *:" + port)
                    .contains("ADJOURN_GATEWAY_PORT");
            assertThat(ended.exitCode()).isEqualTo(1);
        }
    }

    @InFullBuild
    @Test
    void shouldSayWhichLogFormatsThereAreAndEndWithTwo() throws Exception {
        var ended = run(Map.of("ADJOURN_LOG_FORMAT", "json"));

        assertThat(ended.errors()).containsExactly("ADJOURN_LOG_FORMAT: json is unknown; known are text, ecs");
        assertThat(ended.exitCode()).isEqualTo(2);
    }

    @InFullBuild
    @Test
    void shouldLogOneJsonObjectForEachEventWhenAskedForThem() throws Exception {
        Path output = directory.resolve("output");
        Process process = start(Map.of("ADJOURN_LOG_FORMAT", "ecs"), output);
        try {
            awaitStart(process, output);
            process.destroy();
            assertThat(process.waitFor()).isZero();
        } finally {
            process.destroyForcibly();
        }

        EcsLines.assertWrittenBy("adjourn-gateway", output);
    }

    @Test
    void shouldEndWithZeroWhenToldToStop() throws Exception {
        Path output = directory.resolve("output");
        Process process = start(Map.of(), output);
        try {
            awaitStart(process, output);
            process.destroy();

            assertThat(process.waitFor()).isZero();
            assertThat(Files.readString(output)).contains("Gateway stopped").doesNotContain("Exception");
        } finally {
            process.destroyForcibly();
        }
    }

    private static void awaitStart(Process process, Path output) {
        Await.until("it starts", () -> {
            String log = read(output);
            assertThat(process.isAlive()).as(log).isTrue();
            return log.contains("Gateway started");
        });
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How a process ended. */
    private record Ended(int exitCode, List<String> errors) {}

    private Ended run(Map<String, String> environment) throws IOException, InterruptedException {
        Process process = start(environment, directory.resolve("output"));
        try {
            assertThat(process.waitFor(50, TimeUnit.SECONDS)).as("ended").isTrue();
            return new Ended(process.exitValue(), process.errorReader().lines().toList());
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(Map<String, String> environment, Path output) throws IOException {
        Path sources = Files.writeString(
                directory.resolve("sources.yaml"), "sources:\n  lab: { vendor: meetstream, verification: none }\n");
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                GatewayApplication.class.getName());
        builder.environment()
                .putAll(Map.of(
                        "ADJOURN_SOURCES", sources.toString(),
                        "GATEWAY_SPOOL_DIRECTORY", directory.resolve("spool").toString(),
                        "ADJOURN_GATEWAY_PORT", Integer.toString(TestGateway.freePort()),
                        "ADJOURN_GATEWAY_MANAGEMENT_PORT", Integer.toString(TestGateway.freePort()),
                        "ADJOURN_KAFKA_BOOTSTRAP_SERVERS", "localhost:" + TestGateway.freePort()));
        builder.environment().putAll(environment);
        builder.redirectOutput(output.toFile());
        return builder.start();
    }
}
