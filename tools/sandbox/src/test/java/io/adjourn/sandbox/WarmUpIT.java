package io.adjourn.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.commands.topics.CompletionsTopic;
import io.adjourn.contracts.Provisioning.Layout;
import io.adjourn.contracts.Topics;
import io.adjourn.localstack.DataDirectory;
import io.adjourn.localstack.Http;
import io.adjourn.localstack.LocalStack;
import io.adjourn.localstack.LocalStreams;
import io.adjourn.localstack.Metrics;
import io.adjourn.localstack.Port;
import io.adjourn.testing.Await;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** One instance has all the state, and another joins with an empty disk while Kafka is slow, as in a rolling update of new volumes. */
@EnabledIfSystemProperty(named = "adjourn.faults.long", matches = "true")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WarmUpIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PARTITIONS = 2;
    private static final String SOURCE = "acme";

    /** By how many offsets a partition's copy may be behind. */
    private static final int ACCEPTABLE = 200;

    /**
     * Each client's while Kafka is slow. A broker answers with what a client may read in ten seconds at once, so ten times this must be
     * far less than a copy has.
     */
    private static final double BYTES_A_SECOND = 10_000;

    private final List<MeetingInPieces> meetings = IntStream.range(0, 3_000)
            .mapToObj(i -> new MeetingInPieces(SOURCE, "bot-" + i))
            .toList();

    @SuppressWarnings("NullAway.Init") // set before all
    private LocalStack parts;

    @SuppressWarnings("NullAway.Init") // set before all
    private RawWriter raw;

    @SuppressWarnings("NullAway.Init") // set before all
    private Path sources;

    @SuppressWarnings("NullAway.Init") // set before all
    private Member first;

    /** An instance with a disk of its own. */
    private final class Member implements AutoCloseable {
        private final DataDirectory own = DataDirectory.temporary();
        private final Port port = Port.free();
        private final LocalStreams process;

        Member(String name, String standbyWait) {
            var settings = Map.of(
                    "ADJOURN_SOURCES",
                    sources.toString(),
                    "STREAMS_INSTANCE_ID",
                    name,
                    "STREAMS_STANDBY_REPLICAS",
                    "1",
                    "STREAMS_STANDBY_WAIT",
                    standbyWait,
                    "KAFKA_ACCEPTABLE_RECOVERY_LAG",
                    Integer.toString(ACCEPTABLE));
            process = LocalStreams.start(port, parts.cluster(), own, settings);
        }

        /** What liveness shows of it, ready or not; empty before there is anything. */
        String shown() {
            return Http.get(URI.create("http://localhost:" + port.number() + "/health/liveness"))
                    .orElse("");
        }

        boolean isWarmingUp() {
            process.mustBeAlive();
            return shown().contains("\"RUNNING\"") && shown().contains("standby replicas: partition");
        }

        Metrics metrics() {
            return Metrics.of(URI.create("http://localhost:" + port.number()));
        }

        void stop() {
            process.close();
        }

        @Override
        public void close() {
            stop();
            own.close();
        }
    }

    @BeforeAll
    void fill() throws IOException, InterruptedException, ExecutionException {
        parts = TestStack.start(new Layout(PARTITIONS, 1));
        sources = Files.writeString(
                parts.data().path().resolve("sources.yaml"),
                "sources: {%s: {vendor: meetstream, secrets: [test-secret]}}".formatted(SOURCE));
        raw = new RawWriter(parts.bootstrapServers());
        first = new Member("streams-0", "10m");
        first.process.awaitReady();
        deliver(0, 1, 2, 3, 4, 5);
        awaitRead(6L * meetings.size());
        limitReads(BYTES_A_SECOND);
    }

    @AfterAll
    void stop() {
        first.close();
        raw.close();
        parts.close();
    }

    @Test
    @Order(1)
    void shouldBeReadyAllTheSameWhenItHasWaitedLongEnough() throws IOException {
        try (var hasty = new Member("streams-2", "1s")) {
            hasty.process.awaitReady();

            assertThat(Files.readString(hasty.own.log("streams")))
                    .containsPattern(
                            "WARN .* Ready although standby replicas are behind.* waitingFor=standby replicas: partition");
        }
    }

    @Test
    @Order(2)
    void shouldNotBeReadyBeforeTheOtherCanBeStoppedWithoutALongRestore()
            throws InterruptedException, ExecutionException {
        try (var second = new Member("streams-1", "10m")) {
            Await.until("it runs and is not ready", PATIENCE, second::isWarmingUp);
            limitReads(null);
            second.process.awaitReady();

            first.stop();
            deliver(6, 7, 8, 9);
            try (var completions = CompletionsTopic.of(parts.bootstrapServers(), parts.registryClient())) {
                Await.until("every record", PATIENCE, () -> {
                    second.process.mustBeAlive();
                    completions.poll();
                    return completions.meetings().size() == meetings.size();
                });
                meetings.forEach(meeting -> meeting.assertWhole(completions.revisions(meeting.key())));
            }
            assertThat(second.metrics().sum("adjourn_streams_restored_total"))
                    .isLessThanOrEqualTo(PARTITIONS * ACCEPTABLE);
            second.process.awaitReady();
        }
    }

    private void deliver(int... pieces) {
        for (int piece : pieces) {
            meetings.forEach(meeting -> meeting.deliver(piece, raw));
        }
        raw.flush();
    }

    private void awaitRead(long deliveries) {
        Await.until("all is read", PATIENCE, () -> {
            first.process.mustBeAlive();
            return committed() >= deliveries;
        });
    }

    private long committed() {
        try (var admin = parts.cluster().admin()) {
            return admin
                    .listConsumerGroupOffsets("adjourn-streams")
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .entrySet()
                    .stream()
                    .filter(read -> read.getKey().topic().equals(Topics.RAW.name()))
                    .map(Map.Entry::getValue)
                    .mapToLong(OffsetAndMetadata::offset)
                    .sum();
        } catch (ExecutionException e) {
            throw new AssertionError("Kafka cannot be queried", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** @param bytesPerSecond what each client may read, null for no limit */
    private void limitReads(@Nullable Double bytesPerSecond) throws InterruptedException, ExecutionException {
        var anyClient = new HashMap<String, String>();
        anyClient.put(ClientQuotaEntity.CLIENT_ID, null);
        try (var admin = parts.cluster().admin()) {
            admin.alterClientQuotas(List.of(new ClientQuotaAlteration(
                            new ClientQuotaEntity(anyClient),
                            List.of(new ClientQuotaAlteration.Op("consumer_byte_rate", bytesPerSecond)))))
                    .all()
                    .get();
        }
    }
}
