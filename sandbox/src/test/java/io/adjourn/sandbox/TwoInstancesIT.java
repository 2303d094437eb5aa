package io.adjourn.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.contracts.Provisioning.Layout;
import io.adjourn.contracts.Topics;
import io.adjourn.sandbox.cli.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Two instances of streams, each with a warm copy of the other's state. Whatever happens to one of them, every event is published
 * once. Every meeting has pieces that come before, between and after, and gets the record that an instance without a stop gives it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoInstancesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Layout LAYOUT = new Layout(4, 1);
    private static final String APPLICATION = "adjourn-streams";
    private static final String SOURCE = "acme";

    private final List<MeetingInPieces> meetings = IntStream.range(0, 200)
            .mapToObj(i -> new MeetingInPieces(SOURCE, "bot-" + i))
            .toList();

    @SuppressWarnings("NullAway.Init") // set before all
    private KafkaAndRegistry parts;

    @SuppressWarnings("NullAway.Init") // set before all
    private RawWriter raw;

    @SuppressWarnings("NullAway.Init") // set before all
    private Path sources;

    @SuppressWarnings("NullAway.Init") // set before all
    private Member first;

    @SuppressWarnings("NullAway.Init") // set before all
    private Member second;

    /** One of a group: it keeps its name and its directory from one process to the next. */
    private final class Member implements AutoCloseable {
        private final String name;
        private final DataDirectory own = DataDirectory.temporary();
        private LocalStreams process;

        Member(String name) {
            this.name = name;
            this.process = started();
        }

        private LocalStreams started() {
            return LocalStreams.start(
                    Port.free(),
                    parts.cluster(),
                    own,
                    Map.of(
                            "ADJOURN_SOURCES",
                            sources.toString(),
                            "STREAMS_STANDBY_REPLICAS",
                            "1",
                            "STREAMS_INSTANCE_ID",
                            name));
        }

        void stop() {
            process.close();
        }

        void crash() {
            process.kill();
        }

        void comeBack() {
            process = started();
            process.awaitReady();
        }

        @Override
        public void close() {
            process.close();
            own.close();
        }
    }

    @BeforeAll
    void start() throws IOException {
        parts = KafkaAndRegistry.start(LAYOUT);
        sources = Files.writeString(
                parts.data().path().resolve("sources.yaml"),
                "sources: {%s: {vendor: meetstream, secrets: [test-secret]}}".formatted(SOURCE));
        raw = new RawWriter(parts.bootstrapServers());
        first = new Member("streams-0");
        second = new Member("streams-1");
        first.process.awaitReady();
        second.process.awaitReady();
    }

    @AfterAll
    void stop() {
        second.close();
        first.close();
        raw.close();
        parts.close();
    }

    @Test
    @Order(1)
    void shouldGoOnWhileOneStopsAndComesBack() {
        deliver(0, 1);
        second.stop();
        deliver(2);
        awaitRead("the other does all the work", first);

        second.comeBack();
        deliver(3);
        awaitRead("both work again", first, second);
    }

    @Test
    @Order(2)
    void shouldGoOnWhileOneCrashesAndComesBack() {
        deliver(4);
        second.crash();
        deliver(5);
        awaitRead("the other does all the work", first);

        second.comeBack();
        deliver(6);
        first.crash();
        deliver(7);
        awaitRead("the one that came back does all the work", second);
    }

    @Test
    @Order(3)
    void shouldHaveForgottenNothing() {
        deliver(8, 9);
        try (var completions = Completions.of(parts.bootstrapServers(), parts.registryClient())) {
            Await.until("every record", PATIENCE, () -> {
                completions.poll();
                return completions.meetings().size() == meetings.size();
            });
            meetings.forEach(meeting -> meeting.assertWhole(completions.revisions(meeting.key())));
        }
        MeetingInPieces.assertToldOnce(parts.bootstrapServers(), meetings);
        CommandLineRun state =
                CommandLineRun.of("state", "show", SOURCE + "/bot-7", "--bootstrap-servers", parts.bootstrapServers());
        assertThat(state.out()).as(state.err()).contains("\"events\" : 5", "\"duplicates\" : 5", "\"revision\" : 1");
    }

    private void deliver(int... pieces) {
        for (int piece : pieces) {
            meetings.forEach(meeting -> meeting.deliver(piece, raw));
        }
        raw.flush();
    }

    /** By the group's offsets: those that live have committed all there is. */
    private void awaitRead(String what, Member... alive) {
        Await.until(what, PATIENCE, () -> {
            for (Member member : alive) {
                member.process.mustBeAlive();
            }
            return isRead();
        });
    }

    private boolean isRead() {
        try (var admin = parts.cluster().admin()) {
            Map<TopicPartition, OffsetAndMetadata> read = admin.listConsumerGroupOffsets(APPLICATION)
                    .partitionsToOffsetAndMetadata()
                    .get();
            var latest = admin.listOffsets(IntStream.range(0, LAYOUT.partitions())
                            .mapToObj(i -> new TopicPartition(Topics.RAW.name(), i))
                            .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest())))
                    .all()
                    .get();
            return latest.entrySet().stream().allMatch(end -> {
                OffsetAndMetadata own = read.get(end.getKey());
                return own != null && own.offset() >= end.getValue().offset();
            });
        } catch (ExecutionException e) {
            throw new AssertionError("Kafka cannot be asked", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
