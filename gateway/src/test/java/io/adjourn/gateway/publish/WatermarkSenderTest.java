package io.adjourn.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.contracts.Installation;
import io.adjourn.contracts.Watermark;
import io.adjourn.gateway.publish.KafkaConnection.Made;
import io.adjourn.gateway.publish.SendResult.Unavailable;
import io.adjourn.gateway.sources.GatewaySettings;
import io.adjourn.spool.Pass;
import io.adjourn.spool.Spool;
import io.adjourn.testing.Await;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.MockAdminClient;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway tells of how far its deliveries have come. The raw topic has three partitions. */
@Timeout(30)
class WatermarkSenderTest {
    private static final Instant NOON = Instant.parse("2026-02-27T12:00:00Z");
    private static final KafkaSettings KAFKA =
            KafkaSettings.of(Map.of("bootstrap.servers", "localhost:1"), Duration.ofSeconds(2), Installation.DEFAULT);

    @TempDir
    private Path directory;

    private volatile Instant now = NOON;
    private final CircuitBreaker breaker = new CircuitBreaker(new SimpleMeterRegistry());
    private final InTransit inTransit = new InTransit(() -> now);

    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());

    private final KafkaConnection connection = new KafkaConnection(KAFKA, _ -> {}) {
        @Override
        State state() {
            return new Made(producer, producer, new MockAdminClient());
        }
    };

    @SuppressWarnings("NullAway.Init") // set before each
    private Spool spool;

    @SuppressWarnings("NullAway.Init") // set before each
    private WatermarkSender sender;

    @BeforeEach
    void open() {
        breaker.observed(new KafkaHealth(Optional.empty(), 3, Set.of()));
        breaker.restore();
        start();
    }

    @AfterEach
    void close() throws Exception {
        spool.close();
    }

    private void start() {
        spool = Spool.open(directory.resolve("spool"), 64 * 1024 * 1024, _ -> {});
        sender = new WatermarkSender(
                connection,
                breaker,
                inTransit,
                Optional.of(spool),
                new GatewaySettings.Watermark(Duration.ofSeconds(2)));
    }

    @Test
    void shouldTellEveryPartitionThatAllHasArrivedWhereNothingWaits() throws Exception {
        spool.awaitRead();
        assertThat(sender.tell()).isEqualTo(Duration.ofSeconds(2));

        assertThat(producer.history()).extracting(ProducerRecord::partition).containsExactly(0, 1, 2);
        assertThat(producer.history()).allSatisfy(record -> {
            assertThat(record.topic()).isEqualTo("meetings.raw.v1");
            assertThat(record.key()).isNull();
            assertThat(record.value()).isEmpty();
            assertThat(Watermark.marks(record.headers())).isTrue();
        });
        assertThat(told()).allSatisfy(watermark -> {
            assertThat(watermark.gateway()).isEqualTo(spool.name());
            assertThat(watermark.sentAt()).isEqualTo(NOON);
            assertThat(watermark.upTo()).isEqualTo(NOON);
        });
    }

    @Test
    void shouldNotTellOfMoreThanTheEarliestThatIsInTransit() throws Exception {
        spool.awaitRead();
        var first = accepted();
        now = NOON.plusSeconds(1);
        var second = accepted();
        now = NOON.plusSeconds(2);

        assertThat(tells()).isEqualTo(NOON);
        first.close();
        assertThat(tells()).isEqualTo(NOON.plusSeconds(1));
        second.close();
        assertThat(tells()).isEqualTo(NOON.plusSeconds(2));
    }

    @Test
    void shouldAcceptNoneOfAnEarlierTimeThanItHasToldOf() throws Exception {
        spool.awaitRead();
        assertThat(tells()).isEqualTo(NOON);
        assertThat(accepted().receivedAt()).isAfterOrEqualTo(NOON);
    }

    @Test
    void shouldNotTellOfMoreThanTheEarliestThatIsSpooled() throws Exception {
        spool.awaitRead();
        var delivery = accepted();
        now = NOON.plusSeconds(3);
        keep(delivery.receivedAt());
        delivery.close();

        assertThat(tells()).isEqualTo(NOON);
        drain();
        assertThat(tells()).isEqualTo(NOON.plusSeconds(3));
    }

    @Test
    void shouldCountWhatWasSpooledBeforeARestartBeforeItTellsAnything() throws Exception {
        String name = spool.name();
        keep(NOON.minusSeconds(60));
        keep(NOON.minusSeconds(3600));
        spool.close();
        start();

        Await.until("the first watermark", () -> {
            sender.tell();
            return !producer.history().isEmpty();
        });
        assertThat(told()).allSatisfy(watermark -> {
            assertThat(watermark.gateway()).as("the same as before").isEqualTo(name);
            assertThat(watermark.upTo()).isEqualTo(NOON.minusSeconds(3600));
        });
    }

    @Test
    void shouldSayGoodbyeWhereNothingWaits() throws Exception {
        spool.awaitRead();
        sender.stop();

        assertThat(told())
                .hasSize(3)
                .allSatisfy(watermark -> assertThat(watermark.upTo()).isNull());
        assertThat(inTransit.accept()).as("accepted after that").isEmpty();
    }

    @Test
    void shouldNotSayGoodbyeWithAFullSpool() throws Exception {
        spool.awaitRead();
        keep(NOON);
        sender.stop();
        assertThat(told()).isEmpty();
    }

    @Test
    void shouldNotSayGoodbyeWhileADeliveryIsInTransit() throws Exception {
        spool.awaitRead();
        accepted();
        sender.stop();
        assertThat(told()).isEmpty();
    }

    @Test
    void shouldTellNothingWhereDeliveriesDoNotGo() throws Exception {
        spool.awaitRead();
        breaker.failed(1, new Unavailable("test: no leader", false));
        sender.tell();
        assertThat(producer.history()).extracting(ProducerRecord::partition).containsExactly(0, 2);

        breaker.observed(KafkaHealth.of(new Unavailable("test: no broker answers", false)));
        producer.clear();
        sender.tell();
        assertThat(producer.history()).isEmpty();
    }

    @Test
    void shouldLeaveTheCircuitBreakerAloneWhenKafkaDoesNotTakeOne() throws Exception {
        spool.awaitRead();
        producer.sendException = new TimeoutException("test: no room");
        sender.tell();
        assertThat(breaker.trouble()).isEmpty();
    }

    private InTransit.Delivery accepted() {
        return inTransit.accept().orElseThrow();
    }

    private void keep(Instant receivedAt) throws InterruptedException {
        spool.append("acme/b-1", new byte[1], Map.of(), receivedAt);
    }

    private void drain() {
        try (Pass pass = spool.pass()) {
            spool.delivered(pass.next(100, 1_000_000));
        }
    }

    /** Up to when it says that all has arrived, to every partition. */
    private Instant tells() {
        producer.clear();
        sender.tell();
        Set<Instant> all = told().stream().map(Watermark::upTo).collect(Collectors.toSet());
        assertThat(all).hasSize(1);
        return all.iterator().next();
    }

    private List<Watermark> told() {
        return producer.history().stream()
                .map(record -> Watermark.of(record.headers()).orElseThrow())
                .toList();
    }
}
