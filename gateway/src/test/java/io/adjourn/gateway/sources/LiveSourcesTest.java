package io.adjourn.gateway.sources;

import static io.adjourn.gateway.TestGateway.sign;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.gateway.TestGateway;
import io.adjourn.testing.Await;
import io.adjourn.testing.LogRecorder;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sources and secrets change while the gateway runs. */
@Timeout(60)
class LiveSourcesTest {
    private static final byte[] BODY = "{\"bot_id\":\"b-1\"}".getBytes(UTF_8);
    private static final String ACME = "  acme: { vendor: meetstream, secret-files: [secrets/acme] }\n";
    private static final String LAB = "  lab: { vendor: meetstream, verification: none }\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @AutoClose
    private final LogRecorder log = new LogRecorder();

    @SuppressWarnings("NullAway.Init")
    private TestGateway gateway;

    @BeforeEach
    void start() throws IOException {
        mountSecret("first", "test-secret-old\n");
        writeSources(ACME);
        gateway = TestGateway.inMemory(Map.of(
                "adjourn.sources",
                folder.resolve("sources.yaml").toString(),
                "gateway.sources.reload-interval",
                "20ms"));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void shouldTakeDeliveriesOfASourceThatWasAdded() throws IOException {
        assertThat(gateway.post("/webhooks/lab", "{}").statusCode()).isEqualTo(404);

        writeSources(ACME + LAB);

        Await.until("lab is served", () -> gateway.post("/webhooks/lab", "{}").statusCode() == 202);
        assertThat(postSigned("acme", "test-secret-old")).isEqualTo(202);
        assertThat(gateway.metric("adjourn_gateway_sources_unverified")).isEqualTo(1);
        assertThat(log.lines())
                .filteredOn(line -> line.contains("Source is not verified"))
                .singleElement()
                .asString()
                .startsWith("WARN")
                .contains("source=lab");
    }

    @Test
    void shouldAnswerNotFoundAndBeLoudWhenASourceWasRemoved() throws IOException {
        writeSources(LAB);

        Await.until("acme is gone", () -> postSigned("acme", "test-secret-old") == 404);
        assertThat(log.lines())
                .anyMatch(line -> line.startsWith("WARN Source removed") && line.contains("source=acme"))
                .anyMatch(line -> line.startsWith("WARN Refused")
                        && line.contains("source=acme")
                        && line.contains("reason=unknown-source"));
        assertThat(gateway.counts()).containsKey("acme/unknown-source");
    }

    @Test
    void shouldTakeARotatedSecretAtOnceAndTheOldOneNoLonger() throws IOException {
        assertThat(postSigned("acme", "test-secret-old")).isEqualTo(202);

        mountSecret("second", "test-secret-new\n");

        Await.until("the new secret is taken", () -> postSigned("acme", "test-secret-new") == 202);
        assertThat(postSigned("acme", "test-secret-old")).isEqualTo(401);
        assertThat(log.lines().toString()).doesNotContain("test-secret");
    }

    @Test
    void shouldKeepTheLastGoodSourcesAndBeLoudWhileTheFileIsBroken() throws IOException {
        writeSources(ACME + "  lab: { vendor: zoom }\n");

        Await.until("it is seen", () -> gateway.metric("adjourn_gateway_sources_reload_failed") == 1);
        assertThat(postSigned("acme", "test-secret-old")).isEqualTo(202);
        assertThat(readiness())
                .contains("\"sources\":{\"name\":\"adjourn-gateway\",\"status\":\"UP\"")
                .contains("failed, keeping the last valid version", "zoom is unknown");

        writeSources(ACME + LAB);
        Await.until("the reload succeeds", () -> gateway.metric("adjourn_gateway_sources_reload_failed") == 0);
        assertThat(gateway.post("/webhooks/lab", "{}").statusCode()).isEqualTo(202);
        assertThat(readiness()).contains("\"reload\":\"ok\"");
        assertThat(log.lines())
                .filteredOn(line -> line.startsWith("ERROR Reload failed; keeping the last valid version"))
                .as("once, however often it was looked at")
                .singleElement()
                .asString()
                .contains("zoom is unknown");
    }

    @Test
    void shouldKeepTheLastGoodSecretsWhenAFileIsGone() throws IOException {
        Files.delete(folder.resolve("secrets/acme"));

        Await.until("it is seen", () -> gateway.metric("adjourn_gateway_sources_reload_failed") == 1);
        assertThat(postSigned("acme", "test-secret-old")).isEqualTo(202);
    }

    @Test
    void shouldKeepTheLastValidSourcesWhenAPipeStandsInTheFilesPlace() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Files.move(pipe, folder.resolve("sources.yaml"), StandardCopyOption.ATOMIC_MOVE);

        // It takes 10 s if the pipe was put there between the gateway's check of the file and its opening, which hangs.
        Await.until(
                "it is seen",
                () -> gateway.metric("adjourn_gateway_sources_reload_failed") == 1
                        && readiness().contains("a pipe or a device"));
        Await.until("reading goes on", () -> readiness().contains("\"last-read\":\"0 s ago\""));
        assertThat(postSigned("acme", "test-secret-old")).isEqualTo(202);

        writeSources(ACME + LAB);
        Await.until("lab is served", () -> gateway.post("/webhooks/lab", "{}").statusCode() == 202);
        assertThat(gateway.metric("adjourn_gateway_sources_last_read_age_seconds"))
                .isLessThan(10);
    }

    @Test
    void shouldKeepTheLastValidSourcesWhenThereAreNoneInTheFile() throws IOException {
        Files.writeString(folder.resolve("sources.yaml"), "sources:\n");

        Await.until("it is seen", () -> gateway.metric("adjourn_gateway_sources_reload_failed") == 1);
        assertThat(postSigned("acme", "test-secret-old")).isEqualTo(202);
    }

    /** The way Kubernetes does: the file is a link into a folder, itself a link that is swapped. */
    private void mountSecret(String version, String content) throws IOException {
        Path secrets = Files.createDirectories(folder.resolve("secrets"));
        Files.writeString(Files.createDirectories(secrets.resolve(version)).resolve("acme"), content);
        Path next = Files.createSymbolicLink(secrets.resolve("..data_tmp"), Path.of(version));
        Files.move(next, secrets.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        if (Files.notExists(secrets.resolve("acme"))) {
            Files.createSymbolicLink(secrets.resolve("acme"), Path.of("..data/acme"));
        }
    }

    private void writeSources(String sources) throws IOException {
        Path next = Files.writeString(folder.resolve("next.yaml"), "sources:\n" + sources);
        Files.move(next, folder.resolve("sources.yaml"), StandardCopyOption.ATOMIC_MOVE);
    }

    private String readiness() {
        return gateway.management("/health/readiness").body();
    }

    private int postSigned(String source, String secret) {
        return gateway.send(
                        "/webhooks/" + source,
                        request -> request.header(TestGateway.SIGNATURE_HEADER, sign(BODY, secret))
                                .POST(BodyPublishers.ofByteArray(BODY)))
                .statusCode();
    }
}
