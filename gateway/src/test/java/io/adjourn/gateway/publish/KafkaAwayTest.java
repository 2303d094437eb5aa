package io.adjourn.gateway.publish;

import static io.adjourn.gateway.TestGateway.SIGNED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.gateway.TestGateway;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A gateway whose Kafka is not there. */
class KafkaAwayTest {
    private static final byte[] BODY = "{\"bot_id\":\"b-1\"}".getBytes(UTF_8);
    private static final Duration DEADLINE = Duration.ofSeconds(1);
    private static final Duration SLACK = Duration.ofSeconds(2);

    @AutoClose
    private final TestGateway gateway = TestGateway.onKafka(Map.of(
            "kafka.bootstrap.servers",
            "localhost:" + TestGateway.freePort(),
            "gateway.publish.timeout",
            DEADLINE.toMillis() + "ms"));

    @Test
    void shouldSayComeAgainWithinTheDeadline() {
        long start = System.nanoTime();
        var answer = gateway.postSigned(BODY);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(DEADLINE.plus(SLACK));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
        assertThat(gateway.counts()).isEqualTo(Map.of("acme/unavailable", 1.0));
    }

    @Test
    void shouldStayAliveWhileManyDeliveriesWait() {
        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<HttpResponse<String>>> waiting = IntStream.range(0, 200)
                    .mapToObj(_ -> CompletableFuture.supplyAsync(() -> gateway.postSigned(BODY), senders))
                    .toList();

            long start = System.nanoTime();
            assertThat(gateway.management("/health/liveness").statusCode()).isEqualTo(200);
            assertThat(gateway.post("/webhooks/" + SIGNED, "{}").statusCode()).isEqualTo(401);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SLACK);

            assertThat(waiting)
                    .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(503));
        }
    }

    @Test
    void shouldNotBeReadyAndSayWhy() {
        var readiness = gateway.management("/health/readiness");

        assertThat(readiness.statusCode()).isEqualTo(503);
        assertThat(readiness.body()).contains("\"kafka\":").contains("no broker answers");
        assertThat(gateway.management("/health/liveness").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldStartWhenNoBrokersNameIsKnownYet() {
        try (var nameless = TestGateway.onKafka(Map.of("kafka.bootstrap.servers", "broker.invalid:9092"))) {
            assertThat(nameless.postSigned(BODY).statusCode()).isEqualTo(503);
            assertThat(nameless.management("/health/readiness").statusCode()).isEqualTo(503);
            assertThat(nameless.management("/health/liveness").statusCode()).isEqualTo(200);
        }
    }
}
