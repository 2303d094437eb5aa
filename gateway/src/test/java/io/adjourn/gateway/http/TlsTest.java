package io.adjourn.gateway.http;

import static io.adjourn.gateway.TestGateway.SIGNED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.adjourn.abuse.GzipBomb;
import io.adjourn.abuse.Http2Frames;
import io.adjourn.abuse.TestCertificate;
import io.adjourn.gateway.TestGateway;
import io.adjourn.testing.Await;
import io.adjourn.testing.LogRecorder;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS and HTTP/2 as clients meet them, and certificates that change while the gateway runs. */
@Timeout(60)
class TlsTest {
    private static final byte[] BODY = "{\"bot_id\":\"b-1\"}".getBytes(UTF_8);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path made;

    @SuppressWarnings("NullAway.Init")
    private static TestCertificate first;

    @SuppressWarnings("NullAway.Init")
    private static TestCertificate second;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @AutoClose
    private final LogRecorder log = new LogRecorder();

    @SuppressWarnings("NullAway.Init")
    private TestGateway gateway;

    @BeforeAll
    static void makeCertificates() throws Exception {
        first = TestCertificate.create(made, "first", "RSA");
        second = TestCertificate.create(made, "second", "EC");
    }

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("tls.crt"), first.certificatePem());
        Files.writeString(folder.resolve("tls.key"), first.keyPem());
        gateway = TestGateway.inMemory(Map.of(
                "gateway.tls.certificate", folder.resolve("tls.crt"),
                "gateway.tls.private-key", folder.resolve("tls.key"),
                "gateway.tls.reload-interval", "20ms"));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void shouldTakeADeliveryInEachVersionOfHttp(Version version) throws Exception {
        try (HttpClient client = first.client(version)) {
            var answer = client.send(delivery(), BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(answer.version()).isEqualTo(version);
            assertThat(gateway.publisher().onlyRecord().body().bytes()).isEqualTo(BODY);
        }
    }

    @Test
    void shouldTakeManyDeliveriesAtOnceOverOneConnection() throws Exception {
        try (HttpClient client = first.client(Version.HTTP_2)) {
            client.send(delivery(), BodyHandlers.ofString());
            List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 90)
                    .mapToObj(_ -> client.sendAsync(delivery(), BodyHandlers.ofString()))
                    .toList();

            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(202));
            assertThat(gateway.metric("adjourn_gateway_connections"))
                    .as("and the one that asks")
                    .isLessThanOrEqualTo(2);
        }
    }

    @Test
    void shouldRefuseOverHttp2AsItDoesOtherwise() throws Exception {
        try (HttpClient client = first.client(Version.HTTP_2)) {
            var tooLarge = client.send(
                    request()
                            .POST(BodyPublishers.ofByteArray(new byte[3 * TestGateway.MAX_BODY_BYTES]))
                            .build(),
                    BodyHandlers.ofString());
            var unknown = client.send(
                    HttpRequest.newBuilder(address("/webhooks/nobody"))
                            .POST(BodyPublishers.ofString("{}"))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(tooLarge.statusCode()).isEqualTo(401);
            assertThat(unknown.statusCode()).isEqualTo(404);
            assertThat(unknown.version()).isEqualTo(Version.HTTP_2);
        }
    }

    /** Frames say where it ends; a proxy that makes HTTP/1.1 of it would go by these headers instead. */
    @ParameterizedTest
    @CsvSource({
        "content-length, 1",
        "content-length, 3",
        "content-length, '2, 3'",
        "content-length, -2",
        "transfer-encoding, chunked",
        "connection, close",
        "Content-Length, 2",
        "x-split, 'a\r\ncontent-length: 9'",
    })
    void shouldStoreNothingOfAnHttp2RequestWhoseEndIsInDoubt(String header, String value) throws Exception {
        assertThat(firstAnswerToTwoBytes(Http2Frames.request(header, value))).isEqualTo(Http2Frames.RST_STREAM);
        assertThat(gateway.publisher().records()).isEmpty();
    }

    @Test
    void shouldStoreAnHttp2RequestWhoseHeadersAgreeWithItsFrames() throws Exception {
        assertThat(firstAnswerToTwoBytes(Http2Frames.request("content-length", "2")))
                .isEqualTo(Http2Frames.HEADERS);
        assertThat(gateway.publisher().onlyRecord().body().bytes()).hasSize(2);
    }

    @Test
    void shouldInflateNothingThatComesOverHttp2() throws Exception {
        byte[] bomb = GzipBomb.of(64L * TestGateway.MAX_BODY_BYTES);
        try (HttpClient client = first.client(Version.HTTP_2)) {
            var answer = client.send(
                    TestGateway.signed(request(), bomb)
                            .header("Content-Encoding", "gzip")
                            .POST(BodyPublishers.ofByteArray(bomb))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(answer.version()).isEqualTo(Version.HTTP_2);
            assertThat(answer.statusCode()).isEqualTo(202);
        }
        assertThat(gateway.publisher().onlyRecord().body().bytes()).isEqualTo(bomb);
    }

    @Test
    void shouldPrintNothingWhenNobodyWaitsForItsAnswers() throws Exception {
        for (int i = 0; i < 5; i++) {
            try (SSLSocket socket = first.connect(gateway.port(), "h2")) {
                var http2 = new Http2Frames(socket);
                for (int j = 0; j < 50; j++) {
                    int stream = http2.nextStream();
                    http2.frame(
                            Http2Frames.HEADERS,
                            Http2Frames.END_HEADERS | Http2Frames.END_STREAM,
                            stream,
                            Http2Frames.request());
                    if (j % 2 == 0) {
                        http2.frame(Http2Frames.RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
                    }
                }
            }
        }
        try (var socket = new Socket("localhost", gateway.port())) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));
            var _ = socket.getInputStream().readAllBytes();
        }
        Await.until("all are closed", () -> gateway.metric("adjourn_gateway_connections") <= 2);

        assertThat(log.lines()).noneMatch(line -> line.startsWith("ERROR") || line.contains("Exception"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void shouldSpeak(String protocol) throws Exception {
        try (SSLSocket socket = socket(first, protocol)) {
            socket.startHandshake();

            assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
        }
    }

    @Test
    void shouldNotSpeakPlainHttpOnThatPort() {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> gateway.postSigned(BODY));
    }

    @Test
    void shouldKeepTheManagementPortPlain() {
        assertThat(gateway.management("/health/liveness").statusCode()).isEqualTo(200);
        assertThat(gateway.metric("adjourn_gateway_tls_certificate_expires_seconds"))
                .isBetween(80.0 * 24 * 3600, 91.0 * 24 * 3600);
    }

    @Test
    void shouldShowANewCertificateOnceBothFilesAreNew() throws Exception {
        Files.writeString(folder.resolve("tls.crt"), second.certificatePem());
        Await.until("half of it is seen", () -> gateway.metric("adjourn_gateway_tls_reload_failed") == 1);
        assertThat(shown(first)).isEqualTo(first.certificate());
        assertThat(log.lines())
                .filteredOn(line -> line.startsWith("ERROR Reload failed; keeping the last valid version"))
                .singleElement()
                .asString()
                .contains("TLS certificate", "tls.crt")
                .doesNotContain(second.keyPem().lines().skip(1).findFirst().orElseThrow());

        Files.writeString(folder.resolve("tls.key"), second.keyPem());

        Await.until("all of it is seen", () -> gateway.metric("adjourn_gateway_tls_reload_failed") == 0);
        assertThat(shown(second)).isEqualTo(second.certificate());
        assertThatExceptionOfType(SSLException.class).isThrownBy(() -> shown(first));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"})
    void shouldKeepTheLastGoodCertificateWhenTheFileIsBroken(String content) throws Exception {
        Files.writeString(folder.resolve("tls.crt"), content);

        Await.until("it is seen", () -> gateway.metric("adjourn_gateway_tls_reload_failed") == 1);

        assertThat(shown(first)).isEqualTo(first.certificate());
        assertThat(gateway.management("/health/readiness").body()).contains("tls.crt");
    }

    /** It never acknowledges the setting that says how many. */
    @Test
    void shouldHoldOnlySoManyRequestsOfAnHttp2Connection() throws Exception {
        try (SSLSocket socket = first.connect(gateway.port(), "h2")) {
            socket.setSoTimeout(20_000);
            var http2 = new Http2Frames(socket);
            for (int i = 0; i < 300; i++) {
                http2.frame(Http2Frames.HEADERS, Http2Frames.END_HEADERS, http2.nextStream(), Http2Frames.request());
            }

            assertThat(http2.firstAnswer()).as("the first stream beyond").isEqualTo(Http2Frames.RST_STREAM);
            Await.until(
                    "those within are being read", () -> gateway.metric("adjourn_gateway_in_flight_requests") >= 100);
            assertThat(gateway.metric("adjourn_gateway_in_flight_requests")).isEqualTo(100);
        }
    }

    private int firstAnswerToTwoBytes(byte[] request) throws Exception {
        try (SSLSocket socket = first.connect(gateway.port(), "h2")) {
            socket.setSoTimeout(20_000);
            var http2 = new Http2Frames(socket);
            int stream = http2.nextStream();
            http2.frame(Http2Frames.HEADERS, Http2Frames.END_HEADERS, stream, request);
            http2.frame(Http2Frames.DATA, Http2Frames.END_STREAM, stream, "{}".getBytes(UTF_8));
            return http2.firstAnswer();
        }
    }

    private Certificate shown(TestCertificate trusted) throws Exception {
        try (SSLSocket socket = socket(trusted, "TLSv1.3")) {
            socket.startHandshake();
            return socket.getSession().getPeerCertificates()[0];
        }
    }

    private SSLSocket socket(TestCertificate trusted, String protocol) throws Exception {
        var socket = (SSLSocket) trusted.trusting().getSocketFactory().createSocket("localhost", gateway.port());
        socket.setEnabledProtocols(new String[] {protocol});
        return socket;
    }

    private HttpRequest delivery() {
        return TestGateway.signed(request(), BODY)
                .POST(BodyPublishers.ofByteArray(BODY))
                .build();
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(address("/webhooks/" + SIGNED)).timeout(Duration.ofSeconds(20));
    }

    private URI address(String path) {
        return URI.create("https://localhost:" + gateway.port() + path);
    }
}
