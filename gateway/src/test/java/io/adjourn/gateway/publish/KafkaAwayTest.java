package io.adjourn.gateway.publish;

import static io.adjourn.gateway.TestGateway.SIGNED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.contracts.RawHeaders;
import io.adjourn.gateway.TestGateway;
import io.adjourn.spool.Entry;
import io.adjourn.spool.SpoolContents;
import io.adjourn.testing.Await;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A gateway whose Kafka is not there. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class KafkaAwayTest {
    private static final byte[] BODY = "{\"bot_id\":\"b-1\"}".getBytes(UTF_8);
    /** So long that nobody who waited for it once could wait again and again. */
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private static final String UP = "\"status\":\"UP\"";

    @TempDir
    Path directory;

    @Test
    void shouldSpoolTheWholeRecord() throws IOException {
        try (var gateway = gateway(Map.of())) {
            var answer = gateway.postSigned(BODY);

            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(spooled()).singleElement().satisfies(entry -> {
                assertThat(entry.key()).isEqualTo("acme/b-1");
                assertThat(entry.bytes()).isEqualTo(BODY);
                assertThat(entry.headers())
                        .containsEntry("adjourn-source", "acme")
                        .containsKeys("adjourn-received-at", "traceparent");
                assertThat(answer.body())
                        .isEqualTo("{\"status\":\"spooled\",\"delivery\":\""
                                + entry.headers().get(RawHeaders.DELIVERY_ID) + "\"}");
            });
            assertThat(gateway.counts()).isEqualTo(Map.of("acme/spooled", 1.0));
        }
    }

    @Test
    void shouldLetNoDeliveryWaitAndStayAliveWhileManyCome() throws IOException {
        try (var gateway = gateway(Map.of());
                var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 500)
                    .mapToObj(_ -> CompletableFuture.supplyAsync(() -> gateway.postSigned(BODY), senders))
                    .toList();

            assertThat(gateway.management("/health/liveness").statusCode()).isEqualTo(200);
            assertThat(gateway.post("/webhooks/" + SIGNED, "{}").statusCode()).isEqualTo(401);
            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(202));
            assertThat(spooled()).hasSize(500);
        }
    }

    @Test
    void shouldBeReadyByTheSpoolAloneAndSayWhatIsWrong() {
        try (var gateway = gateway(Map.of())) {
            awaitReadiness(gateway, "no broker answers");
            var readiness = gateway.management("/health/readiness");

            assertThat(readiness.statusCode()).isEqualTo(200);
            assertThat(readiness.body()).contains("\"kafka\":{").contains("\"spool\":{" + UP + "}");
            assertThat(gateway.management("/prometheus").body())
                    .contains("adjourn_gateway_kafka_up 0.0")
                    .contains("adjourn_gateway_spool_records 0.0")
                    .contains("adjourn_gateway_spool_limit_bytes 1.073741824E9")
                    .contains("adjourn_gateway_spool_oldest_age_seconds 0.0");
        }
    }

    @Test
    void shouldSayComeAgainAtOnceWhenThereIsNoSpool() {
        try (var gateway = gateway(Map.of("gateway.spool.enabled", "false"))) {
            var answer = gateway.postSigned(BODY);

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("5");
            assertThat(gateway.counts()).isEqualTo(Map.of("acme/unavailable", 1.0));
            awaitReadiness(gateway, "no broker answers");
            assertThat(gateway.management("/health/readiness"))
                    .satisfies(readiness -> assertThat(readiness.statusCode()).isEqualTo(503))
                    .satisfies(readiness -> assertThat(readiness.body()).contains("spool is disabled"));
            assertThat(gateway.management("/health/liveness").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldRefuseForASourceThatWantsIt() throws IOException {
        try (var gateway = gateway(Map.of())) {
            var answer = gateway.post("/webhooks/patient", "{}");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("5");
            assertThat(spooled()).isEmpty();
        }
    }

    @Test
    void shouldTakeDeliveriesWhenNoBrokersNameIsKnownYet() {
        try (var gateway = gateway(Map.of("kafka.bootstrap.servers", "broker.invalid:9092"))) {
            assertThat(gateway.postSigned(BODY).statusCode()).isEqualTo(202);
            assertThat(gateway.management("/health/readiness").statusCode()).isEqualTo(200);
            assertThat(gateway.management("/health/liveness").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldFindAgainWhatIsSpooled() throws IOException {
        try (var gateway = gateway(Map.of())) {
            gateway.postSigned(BODY);
        }
        try (var gateway = gateway(Map.of())) {
            gateway.postSigned(BODY);

            Await.until("what was there is read", () -> gateway.metric("adjourn_gateway_spool_records") == 2.0);
            assertThat(spooled()).hasSize(2);
        }
    }

    private TestGateway gateway(Map<String, Object> settings) {
        var all = new HashMap<String, Object>(Map.of(
                "kafka.bootstrap.servers",
                "localhost:" + TestGateway.freePort(),
                "gateway.spool.directory",
                directory.toString(),
                "gateway.publish.timeout",
                DEADLINE.toMillis() + "ms"));
        all.putAll(settings);
        return TestGateway.onKafka(all);
    }

    private List<Entry> spooled() throws IOException {
        var entries = new ArrayList<Entry>();
        SpoolContents.of(directory).read(entries::add);
        return entries;
    }

    private static void awaitReadiness(TestGateway gateway, String words) {
        Await.until(words, () -> gateway.management("/health/readiness").body().contains(words));
    }
}
