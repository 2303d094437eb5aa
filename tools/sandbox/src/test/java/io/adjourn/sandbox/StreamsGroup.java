package io.adjourn.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.contracts.Provisioning.Layout;
import io.adjourn.contracts.Topics;
import io.adjourn.localstack.DataDirectory;
import io.adjourn.localstack.LocalStack;
import io.adjourn.localstack.LocalStreams;
import io.adjourn.localstack.Metrics;
import io.adjourn.localstack.Port;
import io.adjourn.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Instances of streams on one broker and registry, each with a warm copy of another's state. They read MeetStream's deliveries. */
final class StreamsGroup implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int DIES_WITHIN_SECONDS = 90;
    private static final String APPLICATION = "adjourn-streams";

    private final Layout layout;
    private final LocalStack parts;
    private final Path sources;
    private final List<Member> members = new ArrayList<>();

    private StreamsGroup(Layout layout, String source) throws IOException {
        this.layout = layout;
        this.parts = TestStack.start(layout);
        this.sources = Files.writeString(
                parts.data().path().resolve("sources.yaml"),
                "sources: {%s: {vendor: meetstream, secrets: [test-secret]}}".formatted(source));
    }

    /** Starts broker and registry. */
    static StreamsGroup start(Layout layout, String source) throws IOException {
        return new StreamsGroup(layout, source);
    }

    LocalStack parts() {
        return parts;
    }

    /** The sources file of all of them. */
    Path sources() {
        return sources;
    }

    /** Starts one more. */
    Member join(String name, StreamsBuild build) {
        var member = new Member(name, build);
        members.add(member);
        return member;
    }

    /** One of the group: it keeps its name and its directory from one process to the next. */
    final class Member implements AutoCloseable {
        private final String name;
        private final Port port = Port.free();
        private final DataDirectory own = DataDirectory.temporary();
        private LocalStreams process;

        private Member(String name, StreamsBuild build) {
            this.name = name;
            this.process = started(build);
        }

        private LocalStreams started(StreamsBuild build) {
            return LocalStreams.start(
                    port,
                    parts.cluster(),
                    own,
                    Map.of(
                            "ADJOURN_SOURCES",
                            sources.toString(),
                            "STREAMS_STANDBY_REPLICAS",
                            "1",
                            "STREAMS_INSTANCE_ID",
                            name),
                    build.classPath());
        }

        void awaitReady() {
            process.awaitReady();
        }

        void mustBeAlive() {
            process.mustBeAlive();
        }

        Metrics metrics() {
            return process.metrics();
        }

        void stop() {
            process.close();
        }

        /** What it has on its disk. */
        Path state() {
            return own.directory("streams-state");
        }

        /** Stops it, and takes its disk away. */
        void stopAndForget() throws IOException {
            stop();
            try (Stream<Path> files = Files.walk(state())) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }

        void crash() {
            process.kill();
        }

        /** Starts again, and returns once it works. */
        void comeBack() {
            comeBackAs(StreamsBuild.today());
        }

        /** Starts again as another build, and returns once it works. */
        void comeBackAs(StreamsBuild build) {
            process = started(build);
            process.awaitReady();
        }

        /**
         * Starts again as another build that ends by itself.
         *
         * @return what it logged, after a line that says with which exit code it ended
         */
        String dieAs(StreamsBuild build) throws IOException {
            Path log = own.log("streams");
            long before = Files.exists(log) ? Files.size(log) : 0;
            process = started(build);
            String end = CompletableFuture.supplyAsync(process::end)
                    .orTimeout(DIES_WITHIN_SECONDS, TimeUnit.SECONDS)
                    .join()
                    .toString();
            byte[] logged = Files.readAllBytes(log);
            return end.lines().findFirst().orElseThrow() + "\n"
                    + new String(logged, (int) before, (int) (logged.length - before), UTF_8);
        }

        @Override
        public void close() {
            process.close();
            own.close();
        }
    }

    /** Returns once all that is delivered by now is read and committed, while those live that should. */
    void awaitRead(String what, Member... alive) {
        try (var admin = parts.cluster().admin()) {
            Map<TopicPartition, Long> delivered = ends(admin);
            Await.until(what, PATIENCE, () -> {
                List.of(alive).forEach(Member::mustBeAlive);
                return isRead(admin, delivered);
            });
        }
    }

    private Map<TopicPartition, Long> ends(Admin admin) {
        var latest = IntStream.range(0, layout.partitions())
                .mapToObj(i -> new TopicPartition(Topics.RAW.name(), i))
                .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
        var ends = new HashMap<TopicPartition, Long>();
        answer(admin.listOffsets(latest).all()).forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private static boolean isRead(Admin admin, Map<TopicPartition, Long> delivered) {
        Map<TopicPartition, OffsetAndMetadata> read =
                answer(admin.listConsumerGroupOffsets(APPLICATION).partitionsToOffsetAndMetadata());
        return delivered.entrySet().stream().allMatch(end -> {
            OffsetAndMetadata own = read.get(end.getKey());
            return own != null && own.offset() >= end.getValue();
        });
    }

    private static <T> T answer(KafkaFuture<T> asked) {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            throw new AssertionError("Kafka cannot be queried", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        members.forEach(Member::close);
        parts.close();
    }
}
