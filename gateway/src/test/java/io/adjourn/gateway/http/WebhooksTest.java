package io.adjourn.gateway.http;

import static io.adjourn.gateway.TestGateway.OPEN;
import static io.adjourn.gateway.TestGateway.SECRET;
import static io.adjourn.gateway.TestGateway.SIGNED;
import static io.adjourn.gateway.TestGateway.TOKEN;
import static io.adjourn.gateway.TestGateway.WITH_TOKEN;
import static io.adjourn.gateway.TestGateway.chunked;
import static io.adjourn.gateway.TestGateway.signed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.abuse.GzipBomb;
import io.adjourn.contracts.RawHeaders;
import io.adjourn.gateway.TestGateway;
import io.adjourn.gateway.publish.PublishResult;
import io.adjourn.gateway.publish.RawRecord;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every answer a sender can get, to the letter. */
class WebhooksTest {
    private static final byte[] BODY = "{\"bot_id\":\"b-1\",\"event\":\"joined\"}".getBytes(UTF_8);

    @AutoClose
    private static final TestGateway gateway = TestGateway.inMemory();

    @BeforeEach
    void reset() {
        gateway.reset();
    }

    @Test
    void shouldStoreTheExactBytesWhenTheSignatureFits() {
        var answer = gateway.postSigned(BODY);

        RawRecord stored = gateway.publisher().onlyRecord();
        String delivery = stored.headers().get(RawHeaders.DELIVERY_ID);
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(answer.body()).isEqualTo("{\"status\":\"stored\",\"delivery\":\"" + delivery + "\"}");
        assertThat(UUID.fromString(delivery)).hasToString(delivery);
        assertThat(stored.key()).isEqualTo("acme/b-1");
        assertThat(stored.body().bytes()).isEqualTo(BODY);
    }

    @Test
    void shouldSayInTheHeadersWhereADeliveryComesFrom() {
        Instant before = Instant.now();
        gateway.send(
                "/webhooks/" + SIGNED,
                request -> signed(request, BODY)
                        .header("Content-Type", "application/json; charset=utf-8")
                        .header(TestGateway.KEPT_HEADER, "2026-02-27T07:11:51Z")
                        .POST(BodyPublishers.ofByteArray(BODY)));

        Map<String, String> headers = gateway.publisher().onlyRecord().headers();
        assertThat(headers)
                .containsOnlyKeys(
                        "adjourn-source",
                        "adjourn-vendor",
                        "adjourn-delivery-id",
                        "adjourn-received-at",
                        "adjourn-verified-by",
                        "content-type",
                        "traceparent",
                        "x-meetstream-timestamp")
                .containsEntry("adjourn-source", "acme")
                .containsEntry("adjourn-vendor", "meetstream")
                .containsEntry("adjourn-verified-by", "signature")
                .containsEntry("content-type", "application/json; charset=utf-8")
                .containsEntry("x-meetstream-timestamp", "2026-02-27T07:11:51Z");
        assertThat(headers.get("adjourn-received-at")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
        assertThat(Instant.parse(headers.get("adjourn-received-at"))).isBetween(before.minusMillis(1), Instant.now());
    }

    @Test
    void shouldBeginATraceWithEachRequestThatBringsNone() {
        gateway.postSigned(BODY);
        gateway.postSigned(BODY);

        assertThat(gateway.publisher().records())
                .extracting(stored -> stored.headers().get("traceparent"))
                .hasSize(2)
                .doesNotHaveDuplicates()
                .allSatisfy(trace -> assertThat(trace).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00"));
    }

    @Test
    void shouldKeepNoSecretAndOnlyLinkToAForeignTraceWhenTheSenderSendsThem() {
        String foreignTrace = "00-11111111111111111111111111111111-2222222222222222-01";
        gateway.send(
                "/webhooks/" + SIGNED,
                request -> signed(request, BODY)
                        .header("Authorization", "Bearer test-bearer")
                        .header("X-Api-Key", "test-api-key")
                        .header("Cookie", "session=test-cookie")
                        .header("traceparent", foreignTrace)
                        .POST(BodyPublishers.ofByteArray(BODY)));

        Map<String, String> headers = gateway.publisher().onlyRecord().headers();
        assertThat(headers.get("traceparent"))
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00")
                .isNotEqualTo(foreignTrace);
        assertThat(headers.get("adjourn-trace-link")).isEqualTo(foreignTrace);
        assertThat(headers.toString())
                .doesNotContainIgnoringCase("authorization")
                .doesNotContain("test-bearer", "test-api-key", "test-cookie", SECRET, TestGateway.sign(BODY, SECRET));
    }

    @Test
    void shouldTakePutAsWell() {
        var answer = gateway.send(
                "/webhooks/" + SIGNED, request -> signed(request, BODY).PUT(BodyPublishers.ofByteArray(BODY)));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(gateway.publisher().onlyRecord().body().bytes()).isEqualTo(BODY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml", "image/png;q=0.1"})
    void shouldNotMindWhatTheSenderWouldLikeToRead(String accept) {
        var answer = gateway.send(
                "/webhooks/" + SIGNED,
                request -> signed(request, BODY).header("Accept", accept).POST(BodyPublishers.ofByteArray(BODY)));

        assertThat(answer.statusCode()).isEqualTo(202);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "text/plain",
                "text/plain; charset=utf-16",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=b",
                "n o n e"
            })
    void shouldStoreTheSameWhateverTheContentType(@Nullable String contentType) {
        var answer = gateway.send("/webhooks/" + SIGNED, request -> {
            signed(request, BODY).POST(BodyPublishers.ofByteArray(BODY));
            return contentType == null ? request : request.header("Content-Type", contentType);
        });

        RawRecord stored = gateway.publisher().onlyRecord();
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(stored.key()).isEqualTo("acme/b-1");
        assertThat(stored.body().bytes()).isEqualTo(BODY);
        assertThat(stored.headers().get("content-type")).isEqualTo(contentType);
    }

    @Test
    void shouldRefuseWhenTheSignatureIsAnothers() {
        var answer = gateway.send(
                "/webhooks/" + SIGNED,
                request -> request.header(
                                TestGateway.SIGNATURE_HEADER, TestGateway.sign(BODY, "test-secret-of-a-stranger"))
                        .POST(BodyPublishers.ofByteArray(BODY)));

        assertProblem(
                answer,
                401,
                "{\"title\":\"Not verified\",\"status\":401,\"detail\":\"header x-meetstream-signature does not"
                        + " match: another secret or another body\"}");
        assertThat(gateway.counts()).containsExactly(Map.entry("acme/mismatch", 1.0));
    }

    @Test
    void shouldRefuseWhenTheSignatureIsMissing() {
        var answer = gateway.post("/webhooks/" + SIGNED, "{}");

        assertProblem(
                answer,
                401,
                "{\"title\":\"Not verified\",\"status\":401,"
                        + "\"detail\":\"no signature or credential found: expected header x-meetstream-signature\"}");
        assertThat(gateway.counts()).containsExactly(Map.entry("acme/missing", 1.0));
    }

    @Test
    void shouldAnswerNotFoundWhenTheSourceIsUnknown() {
        var answer = gateway.post("/webhooks/nobody", "{}");

        assertProblem(
                answer,
                404,
                "{\"title\":\"Unknown source\",\"status\":404,\"detail\":\"unknown source: check the part of the"
                        + " URL after /webhooks/\"}");
        assertThat(gateway.counts()).containsExactly(Map.entry("unknown/unknown-source", 1.0));
    }

    @Test
    void shouldStoreWhenTheTokenIsRight() {
        var answer = gateway.post("/webhooks/" + WITH_TOKEN + "/" + TOKEN, "{\"bot_id\":\"b-2\"}");

        assertThat(answer.statusCode()).isEqualTo(202);
        RawRecord stored = gateway.publisher().onlyRecord();
        assertThat(stored.key()).isEqualTo("acme-bots/b-2");
        assertThat(stored.headers().toString()).doesNotContain(TOKEN);
    }

    @Test
    void shouldRefuseWhenTheTokenIsWrong() {
        var answer = gateway.post("/webhooks/" + WITH_TOKEN + "/test-token-guessed", "{}");

        assertProblem(
                answer,
                401,
                "{\"title\":\"Not verified\",\"status\":401,\"detail\":\"the token in the path does not match\"}");
    }

    @Test
    void shouldRefuseWhenTheTokenIsMissing() {
        var answer = gateway.post("/webhooks/" + WITH_TOKEN, "{}");

        assertProblem(
                answer,
                401,
                "{\"title\":\"Not verified\",\"status\":401,"
                        + "\"detail\":\"no signature or credential found: expected a token as the path's last"
                        + " segment\"}");
    }

    @Test
    void shouldStoreWhatAnyoneSendsWhenASourceIsOpenOnPurpose() {
        assertThat(gateway.post("/webhooks/" + OPEN, "{}").statusCode()).isEqualTo(202);
    }

    @Test
    void shouldStoreABodyThatIsExactlyAsLargeAsAllowed() {
        var answer = gateway.postSigned(new byte[TestGateway.MAX_BODY_BYTES]);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(gateway.publisher().onlyRecord().body().bytes()).hasSize(TestGateway.MAX_BODY_BYTES);
    }

    @Test
    void shouldRefuseABodyThatSaysItIsTooLarge() {
        var answer = gateway.postSigned(new byte[TestGateway.MAX_BODY_BYTES + 1]);

        assertTooLarge(answer);
    }

    @Test
    void shouldRefuseAChunkedBodyThatTurnsOutTooLarge() {
        byte[] body = new byte[TestGateway.MAX_BODY_BYTES + 1];
        var answer = gateway.send(
                "/webhooks/" + SIGNED, request -> signed(request, body).POST(chunked(body)));

        assertTooLarge(answer);
    }

    @Test
    void shouldStoreAChunkedBody() {
        byte[] body = new byte[TestGateway.MAX_BODY_BYTES];
        var answer = gateway.send(
                "/webhooks/" + SIGNED, request -> signed(request, body).POST(chunked(body)));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(gateway.publisher().onlyRecord().body().bytes()).isEqualTo(body);
    }

    /** What the bytes would become is nobody's business here: a bomb counts by what it is, and is stored as it is. */
    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", "deflate", "br", "gzip, gzip"})
    void shouldStoreWhatWasSentWhenItIsCompressed(String encoding) {
        byte[] bomb = GzipBomb.of(64L * TestGateway.MAX_BODY_BYTES);
        var answer = gateway.send(
                "/webhooks/" + SIGNED,
                request -> signed(request, bomb)
                        .header("Content-Encoding", encoding)
                        .POST(BodyPublishers.ofByteArray(bomb)));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(gateway.publisher().onlyRecord().body().bytes()).isEqualTo(bomb);
    }

    static Stream<Arguments> bodiesNobodyCanRead() {
        return Stream.of(
                Arguments.of("not JSON", bytes("hello")),
                Arguments.of("empty", new byte[0]),
                Arguments.of("10,000 levels deep", bytes("[".repeat(10_000) + "]".repeat(10_000))),
                Arguments.of("a NUL", bytes("{\"bot_id\":\"b\0\"}")),
                Arguments.of("nothing but NUL", new byte[100]),
                Arguments.of("wrong UTF-8", new byte[] {'{', '"', (byte) 0xc3, '"', ':', '1', '}'}),
                Arguments.of("a duplicate key", bytes("{\"bot_id\":\"b-1\",\"bot_id\":\"b-2\"}")),
                Arguments.of("no session", bytes("{\"event\":\"joined\"}")),
                Arguments.of("a session that is no text", bytes("{\"bot_id\":{}}")),
                Arguments.of("a session with a slash", bytes("{\"bot_id\":\"a/b\"}")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodiesNobodyCanRead")
    void shouldStoreUnderADeliveryKeyWhenAVerifiedBodyIs(String what, byte[] body) {
        var answer = gateway.postSigned(body);

        assertThat(answer.statusCode()).as(what).isEqualTo(202);
        RawRecord stored = gateway.publisher().onlyRecord();
        assertThat(stored.key()).matches("acme/delivery/[0-9a-f]{32}");
        assertThat(stored.body().bytes()).isEqualTo(body);
    }

    @Test
    void shouldSayComeAgainWhenItCannotBeStored() {
        gateway.publisher().answerWith(() -> new PublishResult.Unavailable("test: no broker"));

        var answer = gateway.postSigned(BODY);

        assertProblem(
                answer,
                503,
                "{\"title\":\"Cannot store\",\"status\":503,"
                        + "\"detail\":\"the delivery could not be stored: send it again in 5 s\"}");
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
        assertThat(gateway.counts()).containsExactly(Map.entry("acme/unavailable", 1.0));
    }

    @Test
    void shouldSayComeAgainWhenAFaultOfOursGetsInTheWay() {
        gateway.publisher().answerWith(() -> {
            throw new IllegalStateException("test: a fault");
        });

        var answer = gateway.postSigned(BODY);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body()).doesNotContain("test: a fault");
        assertThat(gateway.counts()).containsExactly(Map.entry("acme/unavailable", 1.0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/webhooks", "/webhooks/acme/token/more", "/health/liveness", "/prometheus"})
    void shouldAnswerNotFoundElsewhere(String path) {
        assertProblem(
                gateway.post(path, "{}"),
                404,
                "{\"title\":\"Not Found\",\"status\":404,"
                        + "\"detail\":\"deliveries are accepted at /webhooks/{source} with POST or PUT\"}");
    }

    @Test
    void shouldRefuseOtherMethods() {
        var answer = gateway.send("/webhooks/" + WITH_TOKEN + "/" + TOKEN, HttpRequest.Builder::GET);

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.body()).doesNotContain(TOKEN);
    }

    @Test
    void shouldCountEveryRequestOnce() {
        for (int i = 0; i < 3; i++) {
            gateway.postSigned(BODY);
            gateway.post("/webhooks/" + WITH_TOKEN + "/wrong", "{}");
        }
        gateway.post("/webhooks/nobody", "{}");
        gateway.postSigned(new byte[TestGateway.MAX_BODY_BYTES + 1]);

        assertThat(gateway.counts())
                .isEqualTo(Map.of(
                        "acme/stored", 3.0,
                        "acme-bots/mismatch", 3.0,
                        "unknown/unknown-source", 1.0,
                        "acme/too-large", 1.0));
    }

    @Test
    void shouldShowTheCounts() {
        double before = storedAsMetricsSay();

        gateway.postSigned(BODY);

        assertThat(storedAsMetricsSay()).isEqualTo(before + 1);
    }

    @Test
    void shouldBeAlive() {
        assertThat(gateway.management("/health/liveness").statusCode()).isEqualTo(200);
    }

    private static double storedAsMetricsSay() {
        String series = "adjourn_gateway_deliveries_total{outcome=\"stored\",source=\"acme\",vendor=\"meetstream\"} ";
        return gateway.management("/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
                .sum();
    }

    private static void assertTooLarge(HttpResponse<String> answer) {
        assertProblem(
                answer,
                413,
                "{\"title\":\"Too large\",\"status\":413,"
                        + "\"detail\":\"the body is larger than the 1048576 bytes that this source accepts: send"
                        + " less\"}");
        assertThat(gateway.counts()).containsExactly(Map.entry("acme/too-large", 1.0));
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String body) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(answer.body()).isEqualTo(body);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
