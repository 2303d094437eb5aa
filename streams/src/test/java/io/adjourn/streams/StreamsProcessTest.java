package io.adjourn.streams;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.testing.Await;
import io.adjourn.testing.EcsLines;
import io.adjourn.testing.InFullBuild;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The application as a process: how it starts, waits, and ends. */
class StreamsProcessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    @Test
    void shouldEndWithTwoAndOneLineWhenTheSourcesFileIsWrong() throws Exception {
        Path file = Files.writeString(directory.resolve("sources.yaml"), "sources:\n  acme: { vendor: meetstreem }\n");
        Ended ended = ended(Map.of("ADJOURN_SOURCES", file.toString()));
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.errors())
                .startsWith(file + ":2: sources.acme.vendor: meetstreem is unknown")
                .hasLineCount(1);
    }

    @InFullBuild
    @Test
    void shouldNotNeedASecretOfASource() throws Exception {
        Path file = Files.writeString(
                directory.resolve("sources.yaml"),
                "sources:\n  acme: { vendor: meetstream, secrets: [\"${NOT_SET_ANYWHERE}\"] }\n");
        Ended ended = ended(Map.of("ADJOURN_SOURCES", file.toString(), "STREAMS_THREADS", "0"));
        assertThat(ended.errors())
                .isEqualTo("streams.threads: 0 is too low: must be positive, e.g. 1 or the number of cores\n");
    }

    @InFullBuild
    @Test
    void shouldEndWithTwoWhenASettingCannotBeRead() throws Exception {
        Ended ended = ended(Map.of("STREAMS_SHUTDOWN_GRACE", "soon"));
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.errors()).contains("streams.shutdown-grace").hasLineCount(1);
    }

    @InFullBuild
    @Test
    void shouldEndWithTwoWhenASettingWouldBreakThePromise() throws Exception {
        Ended ended = ended(Map.of("KAFKA_PROCESSING_GUARANTEE", "at_least_once"));
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.errors())
                .startsWith("kafka.processing.guarantee: at_least_once is not allowed")
                .hasLineCount(1);
    }

    /** Some of what would otherwise be waited for for ever, or have no effect, or be shown in a log. */
    @InFullBuild
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "STREAMS_THRAEDS | 2 | STREAMS_THRAEDS is unknown; did you mean STREAMS_THREADS?",
                "REGISTRY_BASIC_AUTH_USER_INFOS | a-test-password | did you mean REGISTRY_BASIC_AUTH_USER_INFO?",
                "ADJOURN_KAFKA_BOOTSTRAP_SERVERS | kafka | kafka.bootstrap.servers: kafka is not host:port",
                "KAFKA_MAIN_CONSUMER_AUTO_OFFSET_RESET | latest | kafka.auto.offset.reset: latest is not allowed",
                "KAFKA_SSL_TRUSTSTORE_LOCATION | /nowhere | kafka.*: ",
                "ADJOURN_REGISTRY_URL | http://us:a-test-password@localhost | the schema registry's URL contains",
                "REGISTRY_BASIC_AUTH_USER_INFO | us:a-test-password | set registry.basic.auth.credentials.source",
                "REGISTRY_SSL_TRUSTSTORE_LOCATION | /nowhere | registry.*: the file /nowhere does not exist"
            })
    void shouldEndWithTwoAndOneLineAndNoSecretWhenASettingCannotBe(String name, String value, String line)
            throws Exception {
        Ended ended = ended(Map.of("KAFKA_SECURITY_PROTOCOL", "SSL", name, value));
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.errors()).contains(line).hasLineCount(1).doesNotContain("a-test-password");
        assertThat(Files.readString(directory.resolve("output"))).doesNotContain("a-test-password");
    }

    @Test
    void shouldEndWithOneLineWhenItsPortIsTaken() throws Exception {
        try (var taken = new ServerSocket(0)) {
            Ended ended = ended(Map.of("ADJOURN_STREAMS_PORT", Integer.toString(taken.getLocalPort())));
            assertThat(ended.exitCode()).isEqualTo(1);
            assertThat(ended.errors()).contains("ADJOURN_STREAMS_PORT").hasLineCount(1);
        }
    }

    @Test
    void shouldBeAliveAndNotReadyAndStopCleanlyWhileKafkaIsAway() throws Exception {
        int port = freePort();
        Process process = start(Map.of("ADJOURN_STREAMS_PORT", Integer.toString(port)));
        try {
            String readiness = answer(port, "/health/readiness", 503);
            assertThat(readiness).contains("waitingFor").contains("Kafka");
            assertThat(answer(port, "/health/liveness", 200)).contains("UP");
        } finally {
            process.destroy();
        }
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @InFullBuild
    @Test
    void shouldLogOneJsonObjectForEachEventWhenAskedForThem() throws Exception {
        int port = freePort();
        Process process = start(Map.of("ADJOURN_STREAMS_PORT", Integer.toString(port), "ADJOURN_LOG_FORMAT", "ecs"));
        try {
            answer(port, "/health/liveness", 200);
        } finally {
            process.destroy();
        }
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        EcsLines.assertWrittenBy("adjourn-streams", directory.resolve("output"));
    }

    @InFullBuild
    @Test
    void shouldSayWhichLogFormatsThereAreAndEndWithTwo() throws Exception {
        Ended ended = ended(Map.of("ADJOURN_LOG_FORMAT", "json"));
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.errors().strip()).isEqualTo("ADJOURN_LOG_FORMAT: json is unknown; known are text, ecs");
    }

    private record Ended(int exitCode, String errors) {}

    private Ended ended(Map<String, String> environment) throws IOException, InterruptedException {
        Process process = start(environment);
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("ends by itself")
                    .isTrue();
            return new Ended(
                    process.exitValue(), Files.readString(directory.resolve("errors"), StandardCharsets.UTF_8));
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(Map<String, String> environment) throws IOException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                StreamsApplication.class.getName());
        builder.directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("ADJOURN_"));
        builder.environment().put("ADJOURN_STREAMS_PORT", "0");
        builder.environment().put("ADJOURN_KAFKA_BOOTSTRAP_SERVERS", "localhost:1");
        builder.environment().putAll(environment);
        builder.redirectOutput(directory.resolve("output").toFile());
        builder.redirectError(directory.resolve("errors").toFile());
        return builder.start();
    }

    /** The body of the first answer with that status, asked for until it comes. */
    private static String answer(int port, String path, int status) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(Duration.ofSeconds(5))
                .build();
        var answer = new AtomicReference<@Nullable String>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            Await.until(path + " answers " + status, PATIENCE, () -> {
                try {
                    var response = client.send(request, BodyHandlers.ofString());
                    answer.set(response.body());
                    return response.statusCode() == status;
                } catch (IOException e) {
                    // Not listening yet.
                    return false;
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        return requireNonNull(answer.get());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
