package io.adjourn.reconciler.ask;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.adjourn.config.ApiAccess;
import io.adjourn.reconciler.plan.RequestResult;
import io.adjourn.vendors.ApiKeyHeader;
import io.adjourn.vendors.Question;
import io.adjourn.vendors.verify.Secrets;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of an answer, whatever it is. */
class ClientTest {
    private static final String KEY = "test-key";
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final Question QUESTION = Question.get("bot", "/bots/1");

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger requests = new AtomicInteger();

    private final Client client = patient(Duration.ofSeconds(30));

    @SuppressWarnings("NullAway.Init") // set before each
    private HttpServer server;

    private interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        ended.countDown();
        client.close();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void shouldTellWhatTheVendorSaysAndSendTheKey() {
        serve(exchange -> {
            boolean isKnown = KEY.equals(exchange.getRequestHeaders().getFirst("X-API-Key"));
            exchange.getResponseHeaders().add("ETag", "\"7\"");
            answer(exchange, isKnown ? 200 : 401, "{\"id\":1}");
        });

        assertThat(ask()).isInstanceOfSatisfying(RequestResult.Told.class, told -> {
            assertThat(told.body().bytes()).isEqualTo("{\"id\":1}".getBytes(UTF_8));
            assertThat(told.etag()).isEqualTo("\"7\"");
        });
    }

    @Test
    void shouldAskOnlyForWhatHasChanged() {
        serve(exchange -> answer(
                exchange, "\"7\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match")) ? 304 : 200, "{}"));

        assertThat(client.ask(access(base()), new ApiKeyHeader("X-API-Key", ""), QUESTION, "\"7\""))
                .isEqualTo(new RequestResult.Unchanged());
    }

    @ParameterizedTest
    @CsvSource({
        "202, not-ready",
        "204, not-ready",
        "401, denied",
        "403, denied",
        "404, not-there",
        "409, conflict",
        "429, slow",
        "400, unusable",
        "500, failed",
        "503, failed"
    })
    void shouldTellWhatAStatusMeans(int status, String word) {
        serve(exchange -> answer(exchange, status, "{}"));

        assertThat(ask().word()).isEqualTo(word);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"17 | PT17S", "Mon, 30 Nov 2026 12:05:00 GMT | PT5M", "Mon, 30 Nov 2026 11:05:00 GMT | PT0S"})
    void shouldReadHowLongToWait(String text, Duration wait) {
        serve(exchange -> {
            exchange.getResponseHeaders().add("Retry-After", text);
            answer(exchange, 429, "");
        });

        assertThat(ask()).isEqualTo(new RequestResult.Slow(wait));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!DOCTYPE html><html></html>", "", "{", "{} {}", "7", "\"text\"", "{\"a\":[1,]}"})
    void shouldUseNothingThatIsNoJsonOfAnAnswer(String body) {
        serve(exchange -> answer(exchange, 200, body));

        assertThat(ask()).isEqualTo(new RequestResult.Unusable("no JSON"));
    }

    @Test
    void shouldReadNoMoreThanADeliveryMayHave() {
        serve(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] piece = " ".repeat(1024 * 1024).getBytes(UTF_8);
            try (OutputStream out = exchange.getResponseBody()) {
                for (int i = 0; i < 100; i++) {
                    out.write(piece);
                }
            }
        });

        assertThat(ask())
                .isInstanceOfSatisfying(
                        RequestResult.Unusable.class,
                        unusable -> assertThat(unusable.why()).contains("more than 16777216 bytes"));
    }

    @Test
    void shouldFollowNoRedirect() {
        serve(exchange -> {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            answer(exchange, 302, "{}");
        });

        assertThat(ask()).isInstanceOf(RequestResult.Unusable.class);
        assertThat(requests).hasValue(1);
    }

    @Test
    void shouldWaitNoLongerThanItsLimit() {
        serve(exchange -> {
            try {
                ended.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            answer(exchange, 200, "{}");
        });
        long begun = System.nanoTime();

        try (Client hasty = patient(Duration.ofMillis(200))) {
            assertThat(hasty.ask(access(base()), new ApiKeyHeader("X-API-Key", ""), QUESTION, null))
                    .isInstanceOf(RequestResult.Failed.class);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void shouldFailWhereNobodyListens() {
        server.stop(0);

        assertThat(ask()).isInstanceOf(RequestResult.Failed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bots", "@elsewhere.test/", ".elsewhere.test/", ":81/bots"})
    void shouldAskNobodyButTheSourcesVendor(String path) {
        serve(exchange -> answer(exchange, 200, "{}"));

        RequestResult answer =
                client.ask(access(base()), new ApiKeyHeader("X-API-Key", ""), Question.get("bot", path), null);

        assertThat(answer).isInstanceOf(RequestResult.Unusable.class);
        assertThat(requests).hasValue(0);
    }

    @Test
    void shouldRefusePrivateAddressesThatAreNotNamed() {
        serve(exchange -> answer(exchange, 200, "{}"));
        try (var strict = new Client(new Egress(Set.of()), Duration.ofSeconds(2), Clock.systemUTC())) {
            for (String host : List.of("127.0.0.1", "localhost", "[::1]", "169.254.169.254", "10.0.0.1", "0x7f.1")) {
                RequestResult answer = strict.ask(
                        access(URI.create(
                                "https://" + host + ":" + server.getAddress().getPort())),
                        new ApiKeyHeader("X-API-Key", ""),
                        QUESTION,
                        null);
                assertThat(answer).as(host).isNotInstanceOf(RequestResult.Told.class);
            }
        }
        assertThat(requests).hasValue(0);
    }

    @Test
    void shouldSendNoKeyWithoutTlsToWhoIsNotNamed() {
        try (var strict = new Client(new Egress(Set.of()), Duration.ofSeconds(2), Clock.systemUTC())) {
            RequestResult answer = strict.ask(
                    access(URI.create("http://vendor.test")), new ApiKeyHeader("X-API-Key", ""), QUESTION, null);
            assertThat(answer)
                    .isInstanceOfSatisfying(
                            RequestResult.Unusable.class,
                            unusable -> assertThat(unusable.why()).contains("without TLS"));
        }
    }

    private void serve(Handler handler) {
        server.createContext("/", exchange -> {
            try (exchange) {
                requests.incrementAndGet();
                handler.handle(exchange);
            }
        });
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        boolean hasBody = status != 204 && status != 304;
        exchange.sendResponseHeaders(status, hasBody ? bytes.length == 0 ? -1 : bytes.length : -1);
        if (hasBody && bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    private static Client patient(Duration patience) {
        return new Client(new Egress(Set.of("127.0.0.1", "localhost")), patience, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private RequestResult ask() {
        return client.ask(access(base()), new ApiKeyHeader("X-API-Key", ""), QUESTION, null);
    }

    private URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static ApiAccess access(URI base) {
        return new ApiAccess(new Secrets(List.of(KEY)), base);
    }
}
