package io.adjourn.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.contracts.Provisioning;
import io.adjourn.contracts.Provisioning.Layout;
import io.adjourn.contracts.Topics;
import io.adjourn.sandbox.simulator.Performance;
import io.adjourn.sandbox.simulator.Programme;
import io.adjourn.sandbox.simulator.Target;
import io.adjourn.sources.SourcesFile;
import io.adjourn.vendors.Vendors;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.TestReporter;

/** Streams as several processes over a real broker: who has the work, when one stops, comes back, or dies. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoInstancesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** As by default: who is gone without having said so is missed only then. */
    private static final Duration SESSION = Duration.ofSeconds(45);

    private static final String GROUP = "adjourn-streams";
    private static final int PARTITIONS = 4;
    private static final int MEETINGS = 400;

    @SuppressWarnings("NullAway.Init") // set before all
    private DataDirectory data;

    @SuppressWarnings("NullAway.Init") // set before all
    private LocalKafka kafka;

    @SuppressWarnings("NullAway.Init") // set before all
    private LocalRegistry registry;

    @SuppressWarnings("NullAway.Init") // set before all
    private Cluster cluster;

    @SuppressWarnings("NullAway.Init") // set before all
    private Iterator<Performance> meetings;

    @BeforeAll
    void start() throws Exception {
        data = DataDirectory.temporary();
        Logs.to(data.log("kafka"));
        registry = LocalRegistry.start(Port.free(), data.directory("registry"), data.log("registry"));
        kafka = LocalKafka.start(Port.free(), data.directory("kafka"));
        registry.awaitReady();
        cluster = Cluster.at(kafka.bootstrapServers(), registry.url());
        try (Admin admin = cluster.admin()) {
            Provisioning.apply(admin, cluster.registry().client(), new Layout(PARTITIONS, 1));
        }
        Path sources = DemoSources.write(data.path(), Duration.ofHours(1), Duration.ofHours(1));
        List<Target> targets =
                Target.of(SourcesFile.read(sources, Vendors.KNOWN, Map.of()), URI.create("http://localhost:1"));
        meetings = new Programme(1, Instant.now())
                .meetings(targets, MEETINGS, one -> one.script().name().equals("normal"))
                .iterator();
    }

    @AfterAll
    void stop() {
        registry.close();
        kafka.close();
        data.close();
    }

    @Test
    @Order(1)
    void shouldMoveItsWorkAtOnceWhenAnInstanceStopsThatHasAStandby(TestReporter reporter, TestInfo test)
            throws Exception {
        try (var ours = DataDirectory.temporary();
                var others = DataDirectory.temporary();
                var first = streams("first", 1, ours);
                var second = streams("second", 1, others);
                var raw = RawRecords.to(cluster);
                var events = new Events(cluster)) {
            first.awaitReady();
            second.awaitReady();
            Await.until(
                    "both have work",
                    PATIENCE,
                    () -> members().size() == 2
                            && members().stream()
                                    .noneMatch(member -> member.assignment()
                                            .topicPartitions()
                                            .isEmpty()));
            assertThat(members())
                    .extracting(member -> member.groupInstanceId().orElse(""))
                    .containsExactlyInAnyOrder("first-1", "second-1");
            events.mustTell(sent(raw, 40));

            long stopping = System.nanoTime();
            var stop = Thread.ofPlatform().start(first::close);
            events.mustTell(sent(raw, 60));
            stop.join();
            Await.until("one has all the work", PATIENCE, () -> members().size() == 1);
            events.mustTell(sent(raw, 40));

            reporter.publishEntry(
                    test.getDisplayName(),
                    "longest wait " + events.longestWait + " within " + Duration.ofNanos(System.nanoTime() - stopping));
            assertThat(events.longestWait).isLessThan(SESSION.dividedBy(2));
        }
    }

    @Test
    @Order(2)
    void shouldKeepItsWorkWhenItIsStartedAgainUnderItsName() throws Exception {
        Await.until("the last group is gone", PATIENCE, () -> members().isEmpty());
        try (var ours = DataDirectory.temporary();
                var raw = RawRecords.to(cluster);
                var events = new Events(cluster)) {
            try (var streams = streams("first", 0, ours)) {
                streams.awaitReady();
                events.mustTell(sent(raw, 10));
            }
            String member = onlyMember();
            try (var streams = streams("first", 0, ours)) {
                assertThat(onlyMember()).isEqualTo(member);
                events.mustTell(sent(raw, 10));
                assertThat(events.longestWait).isLessThan(SESSION);
                streams.mustBeAlive();
            }
        }
    }

    @Test
    @Order(3)
    void shouldNotRunOutOfMemoryWhenManyOfTheLargestBodiesWait() throws Exception {
        var source = meetings.next().target().source();
        byte[] body = new byte[16 * 1024 * 1024]; // Compresses to next to nothing: a thousand of them fit into a fetch.
        try (var raw = RawRecords.to(cluster)) {
            for (int i = 0; i < 60; i++) {
                raw.put(source, source.name() + "/delivery/of-one-partition", body, Instant.now());
            }
        }
        try (var ours = DataDirectory.temporary();
                var streams = streams("large", 0, ours)) {
            streams.awaitReady();
            Await.until("all are worked off", PATIENCE, () -> {
                streams.mustBeAlive();
                return lag() == 0;
            });
        }
    }

    @Test
    @Order(4)
    void shouldEndWithThreeWhenTheStreamDies() throws Exception {
        try (var ours = DataDirectory.temporary();
                var streams = streams("first", 0, ours);
                Admin admin = cluster.admin()) {
            streams.awaitReady();
            admin.deleteTopics(List.of(Topics.RAW.name())).all().get();
            assertThat(streams.end()).hasMessageContaining("exit code 3");
        }
    }

    private LocalStreams streams(String name, int standbys, DataDirectory directory) {
        return LocalStreams.start(
                Port.free(),
                cluster,
                directory,
                Map.of(
                        "STREAMS_INSTANCE_ID",
                        name,
                        "STREAMS_STANDBY_REPLICAS",
                        Integer.toString(standbys),
                        "KAFKA_MAIN_CONSUMER_SESSION_TIMEOUT_MS",
                        Long.toString(SESSION.toMillis()),
                        "KAFKA_METADATA_MAX_AGE_MS",
                        "1000"));
    }

    /** Sends the first delivery of so many new meetings, and returns their keys. */
    private Set<String> sent(RawRecords raw, int count) throws Exception {
        var keys = new HashSet<String>();
        for (int i = 0; i < count; i++) {
            Performance meeting = meetings.next();
            raw.put(meeting, meeting.meeting().acts().getFirst().messages().getFirst(), Instant.now());
            keys.add(meeting.key());
        }
        return keys;
    }

    /** How many raw records are still to be worked on. */
    private long lag() {
        try (Admin admin = cluster.admin();
                var raw = new KafkaConsumer<>(
                        cluster.clientWith(Map.of()), new StringDeserializer(), new ByteArrayDeserializer())) {
            var worked = admin.listConsumerGroupOffsets(GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return raw.endOffsets(Partitions.of(Topics.RAW.name(), raw)).entrySet().stream()
                    .mapToLong(end -> {
                        var offset = worked.get(end.getKey());
                        return end.getValue() - (offset == null ? 0 : offset.offset());
                    })
                    .sum();
        } catch (Exception e) {
            throw new AssertionError("the group cannot be asked", e);
        }
    }

    private String onlyMember() {
        Collection<MemberDescription> members = members();
        assertThat(members).hasSize(1);
        return members.iterator().next().consumerId();
    }

    private Collection<MemberDescription> members() {
        try (Admin admin = cluster.admin()) {
            return admin.describeConsumerGroups(List.of(GROUP))
                    .all()
                    .get()
                    .get(GROUP)
                    .members();
        } catch (Exception e) {
            throw new AssertionError("the group cannot be described", e);
        }
    }

    /** The lifecycle topic as a consumer sees it, and how long it waited from log time to reading. */
    private static final class Events implements AutoCloseable {
        private final KafkaConsumer<String, byte[]> consumer;
        private final Map<String, Duration> waits = new HashMap<>();
        private Duration longestWait = Duration.ZERO;

        private Events(Cluster cluster) {
            consumer = new KafkaConsumer<>(
                    cluster.clientWith(Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")),
                    new StringDeserializer(),
                    new ByteArrayDeserializer());
            var partitions = Partitions.of(Topics.LIFECYCLE.name(), consumer);
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
        }

        /** Returns once all of these meetings have been told of. */
        private void mustTell(Set<String> keys) {
            Await.until("events of all", PATIENCE, () -> {
                consumer.poll(Duration.ofMillis(50)).forEach(record -> {
                    Duration wait = Duration.between(Instant.ofEpochMilli(record.timestamp()), Instant.now());
                    waits.putIfAbsent(record.key(), wait);
                    longestWait = longestWait.compareTo(wait) < 0 ? wait : longestWait;
                });
                return waits.keySet().containsAll(keys);
            });
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
