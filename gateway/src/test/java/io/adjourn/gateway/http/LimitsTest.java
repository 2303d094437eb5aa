package io.adjourn.gateway.http;

import static io.adjourn.gateway.TestGateway.SIGNED;
import static io.adjourn.gateway.TestGateway.WITH_TOKEN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.gateway.TestGateway;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Too many: of a source's own deliveries, and of requests that nobody can vouch for. */
@Timeout(60)
class LimitsTest {
    private static final byte[] BODY = "{\"bot_id\":\"b-1\"}".getBytes(UTF_8);
    private static final int FAILURES = 3;
    private static final String ATTENDEE_SECRET =
            Base64.getEncoder().encodeToString("test-key-of-attendee-0123".getBytes(UTF_8));
    private static final String SOURCES =
            """
            sources:
              acme: { vendor: meetstream, secrets: [%s] }
              acme-bots: { vendor: meetstream, verification: token, secrets: [%s] }
              acme-attendee: { vendor: attendee, secrets: ["%s"] }
              limited: { vendor: meetstream, secrets: [%s], rate-limit: 2/min }
            """.formatted(TestGateway.SECRET, TestGateway.TOKEN, ATTENDEE_SECRET, TestGateway.SECRET);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private TestGateway gateway;

    @BeforeEach
    void start() throws Exception {
        Path sources = Files.writeString(folder.resolve("sources.yaml"), SOURCES);
        gateway = TestGateway.inMemory(Map.of(
                "adjourn.sources",
                sources.toString(),
                "gateway.failed-attempts.per-minute",
                FAILURES,
                "gateway.trusted-hops",
                1));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void shouldSayWhenToComeAgainWhenASourceSendsMoreThanItMay() {
        assertThat(genuine("limited").statusCode()).isEqualTo(202);
        assertThat(genuine("limited").statusCode()).isEqualTo(202);

        var answer = genuine("limited");

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.body())
                .matches("\\{\"title\":\"Too many deliveries\",\"status\":429,"
                        + "\"detail\":\"rate limit of this source exceeded: send it again in \\d+ s\"}");
        assertThat(answer.headers()
                        .firstValue("Retry-After")
                        .map(Integer::parseInt)
                        .orElseThrow())
                .isBetween(1, 30);
        assertThat(gateway.counts())
                .containsOnly(Map.entry("limited/stored", 2.0), Map.entry("limited/rate-limited", 1.0));
        assertThat(genuine(SIGNED).statusCode()).as("another source").isEqualTo(202);
    }

    @Test
    void shouldNotCountAgainstASourceWhatStrangersSend() {
        for (int i = 0; i < 10; i++) {
            forged("limited");
        }

        assertThat(genuine("limited").statusCode()).isEqualTo(202);
        assertThat(genuine("limited").statusCode()).isEqualTo(202);
    }

    @Test
    void shouldRefuseByAnotherNumberWhenTooManyFailed() {
        for (int i = 0; i < FAILURES; i++) {
            assertThat(forged(SIGNED).statusCode()).isEqualTo(401);
        }

        var answer = forged(SIGNED);

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("60");
        assertThat(answer.body())
                .isEqualTo("{\"title\":\"Too many failed attempts\",\"status\":429,\"detail\":\"too many requests from"
                        + " your address could not be verified; neither could this one: header"
                        + " x-meetstream-signature does not match: another secret or another body\"}");
        assertThat(gateway.counts())
                .containsOnly(Map.entry("acme/mismatch", (double) FAILURES), Map.entry("acme/too-many-failures", 1.0));
        assertThat(forged(WITH_TOKEN + "/wrong").statusCode())
                .as("at any source")
                .isEqualTo(429);
        assertThat(gateway.post("/webhooks/nobody", "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldTakeWhatIsGenuineHoweverManyFromTheSameAddressFailed() {
        failTooOften();

        assertThat(genuine(SIGNED).statusCode()).isEqualTo(202);
        assertThat(gateway.post("/webhooks/" + WITH_TOKEN + "/" + TestGateway.TOKEN, "{}")
                        .statusCode())
                .isEqualTo(202);
        assertThat(attendee(BODY, ATTENDEE_SECRET).statusCode()).isEqualTo(202);
        assertThat(genuine(SIGNED, new byte[TestGateway.MAX_BODY_BYTES]).statusCode())
                .isEqualTo(202);
    }

    @Test
    void shouldTakeLargeBodiesThatAreCostlyToVerifyFromAnAddressThatFailedTooOften() {
        byte[] large = ("{\"k\":\"" + "x".repeat(100_000) + "\"}").getBytes(UTF_8);
        failTooOften();

        assertThat(attendee(large, ATTENDEE_SECRET).statusCode()).isEqualTo(202);
        assertThat(attendee(large, ATTENDEE_SECRET).statusCode())
                .as("once it is proven")
                .isEqualTo(202);
    }

    @Test
    void shouldTellAddressesApartByWhatTheTrustedProxyWroteDown() {
        for (int i = 0; i <= FAILURES; i++) {
            forged(SIGNED, "203.0.113.7");
        }

        assertThat(forged(SIGNED, "203.0.113.7").statusCode()).isEqualTo(429);
        assertThat(forged(SIGNED, "203.0.113.8").statusCode()).isEqualTo(401);
        assertThat(forged(SIGNED, "203.0.113.9, 203.0.113.7").statusCode())
                .as("what its client made up")
                .isEqualTo(429);
    }

    @Test
    void shouldNotBelieveWhereARequestSaysItIsFromWhenThereIsNoProxy() {
        try (TestGateway direct = TestGateway.inMemory(Map.of("gateway.failed-attempts.per-minute", 1))) {
            assertThat(direct.send("/webhooks/" + SIGNED, request -> forgery(request, "203.0.113.1"))
                            .statusCode())
                    .isEqualTo(401);
            assertThat(direct.send("/webhooks/" + SIGNED, request -> forgery(request, "203.0.113.2"))
                            .statusCode())
                    .isEqualTo(429);
        }
    }

    private void failTooOften() {
        for (int i = 0; i <= FAILURES; i++) {
            forged(SIGNED);
        }
    }

    private HttpResponse<String> genuine(String source) {
        return genuine(source, BODY);
    }

    private HttpResponse<String> genuine(String source, byte[] body) {
        return gateway.send(
                "/webhooks/" + source,
                request -> TestGateway.signed(request, body).POST(BodyPublishers.ofByteArray(body)));
    }

    private HttpResponse<String> forged(String source) {
        return forged(source, "198.51.100.1");
    }

    private HttpResponse<String> forged(String source, String from) {
        return gateway.send("/webhooks/" + source, request -> forgery(request, from));
    }

    private static HttpRequest.Builder forgery(HttpRequest.Builder request, String from) {
        return request.header("X-Forwarded-For", from)
                .header(TestGateway.SIGNATURE_HEADER, TestGateway.sign(BODY, "test-secret-of-a-stranger"))
                .POST(BodyPublishers.ofByteArray(BODY));
    }

    /** From the same address as the forgeries, and signed as Attendee signs what is canonical already. */
    private HttpResponse<String> attendee(byte[] body, String secret) {
        String hex = TestGateway.sign(body, new String(Base64.getDecoder().decode(secret), UTF_8))
                .substring("sha256=".length());
        return gateway.send(
                "/webhooks/acme-attendee",
                request -> request.header("X-Forwarded-For", "198.51.100.1")
                        .header(
                                "X-Webhook-Signature",
                                Base64.getEncoder()
                                        .encodeToString(HexFormat.of().parseHex(hex)))
                        .POST(BodyPublishers.ofByteArray(body)));
    }
}
