package io.adjourn.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.contracts.Provisioning.Layout;
import io.adjourn.contracts.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** Two instances of streams, each with a warm copy of the other's state: whatever becomes of one, every event is told once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoInstancesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Layout LAYOUT = new Layout(4, 1);
    private static final String SOURCE = "acme";
    private static final int A_WAVE = 200;

    private final TreeSet<String> written = new TreeSet<>();

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
    void shouldTellEveryEventOnceWhileOneStopsAndComesBack() {
        deliver("before-the-stop");
        second.stop();
        deliver("stopped");
        awaitAll("the other does all the work");

        second.comeBack();
        deliver("back");
        awaitAll("both work again");
    }

    @Test
    @Order(2)
    void shouldTellEveryEventOnceWhileOneCrashesAndComesBack() {
        deliver("before-the-crash");
        second.crash();
        deliver("crashed");
        awaitAll("the other does all the work");

        second.comeBack();
        first.crash();
        deliver("the-other-crashed");
        awaitAll("the one that came back does all the work");
    }

    private void deliver(String wave) {
        IntStream.range(0, A_WAVE).mapToObj(i -> wave + "-" + i).forEach(bot -> {
            String key = SOURCE + "/" + bot;
            raw.writeSoon(SOURCE, "meetstream", key, joining(bot));
            written.add(key);
        });
        raw.flush();
    }

    private void awaitAll(String what) {
        Await.until(what, PATIENCE, () -> {
            List<String> told = told();
            assertThat(told).doesNotHaveDuplicates();
            return told.size() >= written.size();
        });
        assertThat(told()).containsExactlyInAnyOrderElementsOf(written);
    }

    /** The meetings of all events; each has one. */
    private List<String> told() {
        return new TopicReader(parts.bootstrapServers(), Topics.LIFECYCLE.name())
                .all().stream().map(ConsumerRecord::key).toList();
    }

    private static byte[] joining(String bot) {
        return """
                {"event": "bot.joining", "bot_id": "%s", "bot_status": "Joining", "message": "Bot is joining", \
                "status_code": 200, "timestamp": "2026-02-27T10:00:00Z"}""".formatted(bot).getBytes(UTF_8);
    }
}
