package io.adjourn.gateway.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.config.Source.OnKafkaUnavailable;
import io.adjourn.contracts.Installation;
import io.adjourn.contracts.Topics;
import io.adjourn.gateway.publish.KafkaConnection.Made;
import io.adjourn.gateway.publish.PublishResult.Spooled;
import io.adjourn.gateway.publish.PublishResult.Stored;
import io.adjourn.gateway.sources.GatewaySettings;
import io.adjourn.spool.Spool;
import io.adjourn.testing.Await;
import io.adjourn.testing.LogRecorder;
import io.adjourn.tracing.Tracing;
import io.adjourn.vendors.Body;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.MockAdminClient;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.ResourceLockTarget;

/** Breaker, monitor, spool and drainer together, over a Kafka that answers what the test wants. */
@Timeout(30)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = KafkaRecoveryTest.LOG, mode = ResourceAccessMode.READ, target = ResourceLockTarget.CHILDREN)
class KafkaRecoveryTest {
    /** All write it; who counts its lines runs alone. */
    static final String LOG = "log";

    private static final KafkaSettings KAFKA =
            KafkaSettings.of(Map.of("bootstrap.servers", "localhost:1"), Duration.ofSeconds(2), Installation.DEFAULT);
    private static final GatewaySettings.Publish SETTINGS = new GatewaySettings.Publish(Duration.ofSeconds(2));

    @TempDir
    private Path directory;

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final CircuitBreaker breaker = new CircuitBreaker(meters);
    private final AtomicInteger renewals = new AtomicInteger();
    private final AtomicInteger checks = new AtomicInteger();
    private final MockAdminClient admin = healthy();

    /** What Kafka says to whoever asks for its topics, null where it says what they are. */
    private volatile @Nullable RuntimeException trouble;

    /** What Kafka says to a value, null for an acknowledgement. */
    private volatile Function<String, @Nullable RuntimeException> answers = _ -> null;

    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()) {
                @Override
                public synchronized Future<RecordMetadata> send(
                        ProducerRecord<String, byte[]> record, @Nullable Callback callback) {
                    RuntimeException error = answers.apply(new String(record.value(), UTF_8));
                    if (error == null) {
                        return super.send(record, callback);
                    }
                    if (callback != null) {
                        callback.onCompletion(null, error);
                    }
                    return failed(error);
                }
            };

    private final KafkaConnection connection = new KafkaConnection(KAFKA, _ -> {}) {
        @Override
        State state() {
            return new Made(producer, producer, admin);
        }

        @Override
        void renew() {
            renewals.incrementAndGet();
            trouble = null;
        }
    };

    @SuppressWarnings("NullAway.Init") // set before each
    private Spool spool;

    @SuppressWarnings("NullAway.Init") // set before each
    private KafkaMonitor monitor;

    @SuppressWarnings("NullAway.Init") // set before each
    private SpoolDrainer drainer;

    @SuppressWarnings("NullAway.Init") // set before each
    private DurablePublisher publisher;

    @BeforeEach
    void open() {
        spool = Spool.open(directory.resolve("spool"), 64 * 1024 * 1024, _ -> {});
        var kafka = new KafkaPublisher(connection, SETTINGS, meters, Tracing.OFF);
        monitor = new KafkaMonitor(connection, breaker, new ClientRenewal(connection, breaker), Optional.of(spool));
        drainer = new SpoolDrainer(spool, connection, breaker, meters, Tracing.OFF);
        publisher = new DurablePublisher(kafka, breaker, Optional.of(spool));
    }

    @AfterEach
    void close() throws Exception {
        monitor.stop();
        drainer.stop();
        spool.close();
    }

    @Test
    void shouldSendDeliveriesToKafkaOnceItIsSeenToTakeThem() {
        assertThat(publish("early")).isEqualTo(new Spooled());
        start();
        await(() -> breaker.trouble().isEmpty() && spool.depth().records() == 0);

        assertThat(publish("late")).isEqualTo(new Stored());
        assertThat(sent()).containsExactly("early", "late");
        assertThat(meters.get("adjourn.gateway.spool.drained").counter().count())
                .isEqualTo(1);
        assertThat(meters.get("adjourn.gateway.kafka.up").gauge().value()).isEqualTo(1);
    }

    @Test
    void shouldAskKafkaNothingMoreOnceItDidNotTakeADelivery() {
        breaker.restore();
        answers = _ -> new NotEnoughReplicasException("test: one of two");

        assertThat(publish("one")).isEqualTo(new Spooled());
        assertThat(breaker.trouble())
                .contains(new SendResult.Unavailable("NotEnoughReplicasException: test: one of two", false));
        answers = _ -> {
            throw new AssertionError("asked again");
        };
        assertThat(publish("two")).isEqualTo(new Spooled());
    }

    @Test
    void shouldSendAllInOrderOnceKafkaIsBack() {
        List.of("1", "2", "3", "4").forEach(this::publish);
        start();
        await(() -> spool.depth().records() == 0);

        assertThat(sent()).containsExactly("1", "2", "3", "4");
    }

    /** Too large for a slow link, say. Kafka itself says that all is well. */
    @Test
    void shouldLetOthersPassOneThatKafkaDoesNotTakeInTime() {
        List.of("large", "1", "2").forEach(this::publish);
        answers = value -> value.equals("large") ? new TimeoutException("test: expired") : null;
        start();
        await(() -> sent().size() == 2);
        await(() -> breaker.trouble().isEmpty());

        assertThat(publish("3")).isEqualTo(new Stored());
        answers = _ -> null;
        await(() -> spool.depth().records() == 0);
        assertThat(sent()).containsExactly("1", "2", "3", "large");
        assertThat(renewals).hasValue(0);
    }

    /** What the disk has lost says nothing about Kafka. */
    @Test
    void shouldUseKafkaThoughNothingSpooledCanBeRead() throws Exception {
        List.of("1", "2", "3").forEach(this::publish);
        try (var files = Files.list(directory.resolve("spool"))) {
            for (Path segment :
                    files.filter(file -> file.toString().endsWith(".log")).toList()) {
                Files.delete(segment);
            }
        }
        start();
        await(() -> breaker.trouble().isEmpty());

        assertThat(publish("4")).isEqualTo(new Stored());
        assertThat(spool.depth().records()).isZero();
    }

    @Test
    void shouldSpoolOnlyTheDeliveriesOfAPartitionThatIsUnavailable() {
        breaker.observed(new KafkaHealth(Optional.empty(), 12, Set.of()));
        breaker.restore();
        answers = value -> value.equals("stuck") ? new NotEnoughReplicasException("test: one of two") : null;
        String other = IntStream.range(0, 100)
                .mapToObj(i -> "acme/other-" + i)
                .filter(key -> breaker.partitionOf(key) != breaker.partitionOf("acme/b-1"))
                .findFirst()
                .orElseThrow();

        assertThat(publish("stuck")).isEqualTo(new Spooled());
        assertThat(publish("waits")).isEqualTo(new Spooled());
        assertThat(publisher
                        .publish(
                                new RawRecord(other, new Body("goes".getBytes(UTF_8)), Instant.now(), Map.of()),
                                OnKafkaUnavailable.SPOOL)
                        .join())
                .isEqualTo(new Stored());
        assertThat(sent()).containsExactly("goes");
        assertThat(breaker.trouble()).isEmpty();
        assertThat(meters.get("adjourn.gateway.kafka.partitions.unavailable")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }

    @Test
    void shouldSurviveAnErrorInTheBackground() {
        publish("one");
        var errors = new AtomicInteger();
        answers = _ -> {
            if (errors.getAndIncrement() == 0) {
                throw new StackOverflowError("test");
            }
            return null;
        };
        start();
        await(() -> spool.depth().records() == 0);

        assertThat(monitor.isAlive()).isTrue();
        assertThat(drainer.isAlive()).isTrue();
    }

    @Test
    void shouldLetOthersPassOneThatKafkaRefusesAndNeverLoseIt() {
        List.of("large", "1", "2").forEach(this::publish);
        answers = value -> value.equals("large") ? new RecordTooLargeException("test: too large") : null;
        start();
        await(() -> sent().size() == 2);
        await(() -> spool.depth().records() == 1);

        assertThat(sent()).containsExactly("1", "2");
        assertThat(publish("3")).isEqualTo(new Stored());
        answers = _ -> null;
        await(() -> spool.depth().records() == 0);
        assertThat(sent()).containsExactly("1", "2", "3", "large");
    }

    @Test
    void shouldReplaceTheClientsWhenTheyCannotRecover() {
        publish("one");
        answers = _ -> renewals.get() == 0 ? new SaslAuthenticationException("test: wrong password") : null;
        start();
        await(() -> spool.depth().records() == 0);

        assertThat(renewals).hasPositiveValue();
        assertThat(sent()).containsExactly("one");
    }

    /** Files of keys may have been renewed, and are read when clients are made. */
    @Test
    void shouldReplaceTheClientsWhenKafkaDoesNotLetThemIn() {
        publish("one");
        trouble = new SslAuthenticationException("test: an old certificate");
        start();
        await(() -> spool.depth().records() == 0);

        assertThat(renewals).hasValue(1);
        assertThat(sent()).containsExactly("one");
    }

    @Test
    void shouldReplaceTheClientsWhenNothingGetsThroughThoughKafkaIsThere() {
        publish("one");
        answers = _ -> renewals.get() == 0 ? new TimeoutException("test: expired") : null;
        start();
        await(() -> spool.depth().records() == 0);

        assertThat(renewals).hasValue(1);
        assertThat(sent()).containsExactly("one");
    }

    @Test
    void shouldNotForgetOverAnotherReasonThatThereMustBeNewClients() {
        breaker.failed(0, new SendResult.Unavailable("test: wrong password", true));
        breaker.failed(0, new SendResult.Unavailable("test: no broker answers", false));
        assertThat(breaker.isFatal()).isTrue();

        breaker.renewed();
        assertThat(breaker.isFatal()).isFalse();
    }

    @Test
    @ResourceLock(LOG)
    void shouldSayOnceWhyKafkaIsAwayFromTheStartAndReplaceNoClientsForIt() {
        trouble = new TopicAuthorizationException("test: no permission");
        try (var log = new LogRecorder()) {
            start();
            await(() -> checks.get() > 3);

            assertThat(log.lines())
                    .filteredOn(line -> line.contains("Kafka unavailable; spooling"))
                    .singleElement()
                    .asString()
                    .startsWith("WARN")
                    .contains("Kafka authorization failed for meetings.raw.v1", "test: no permission");
        }
        assertThat(renewals).hasValue(0);
    }

    @Test
    void shouldNotSpoolWhatItsSourceWantsRefused() {
        assertThat(publisher.publish(record("one"), OnKafkaUnavailable.REJECT).join())
                .isEqualTo(new PublishResult.Unavailable("not checked yet"));
        assertThat(spool.depth().records()).isZero();
    }

    @Test
    void shouldNoticeWithoutAnyDeliveryThatKafkaGoesAway() {
        start();
        await(() -> breaker.trouble().isEmpty());
        admin.timeoutNextRequest(1_000);

        await(() -> breaker.trouble()
                .filter(why -> why.why().equals("no broker answers"))
                .isPresent());
    }

    private void start() {
        monitor.start();
        drainer.start();
    }

    private PublishResult publish(String body) {
        return publisher.publish(record(body), OnKafkaUnavailable.SPOOL).join();
    }

    private static RawRecord record(String body) {
        return new RawRecord(
                "acme/b-1", new Body(body.getBytes(UTF_8)), Instant.now(), Map.of("adjourn-source", "acme"));
    }

    private List<String> sent() {
        return producer.history().stream()
                .map(record -> new String(record.value(), UTF_8))
                .toList();
    }

    private static <T> Future<T> failed(RuntimeException error) {
        return CompletableFuture.failedFuture(error);
    }

    private MockAdminClient healthy() {
        var node = new Node(0, "localhost", 1);
        var admin = new MockAdminClient(List.of(node), node) {
            @Override
            public synchronized DescribeTopicsResult describeTopics(
                    TopicCollection topics, DescribeTopicsOptions options) {
                checks.incrementAndGet();
                RuntimeException error = trouble;
                return error == null ? super.describeTopics(topics, options) : failing(error);
            }
        };
        admin.addTopic(
                false,
                Topics.RAW.name(),
                List.of(new TopicPartitionInfo(0, node, List.of(node), List.of(node))),
                Map.of());
        return admin;
    }

    private static DescribeTopicsResult failing(RuntimeException error) {
        var failed = new KafkaFutureImpl<TopicDescription>();
        failed.completeExceptionally(error);
        return new DescribeTopicsResult(null, Map.of(Topics.RAW.name(), failed)) {};
    }

    private static void await(BooleanSupplier condition) {
        Await.until("what the test waits for", condition);
    }
}
