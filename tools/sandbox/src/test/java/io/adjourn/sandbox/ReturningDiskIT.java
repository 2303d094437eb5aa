package io.adjourn.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.commands.topics.CompletionsTopic;
import io.adjourn.contracts.Provisioning.Layout;
import io.adjourn.localstack.LocalStack;
import io.adjourn.sandbox.StreamsGroup.Member;
import io.adjourn.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A disk comes back after its changelogs have forgotten that entries were deleted: takes more than a minute, so only with {@code -Pfaults}. */
@EnabledIfSystemProperty(named = "adjourn.faults.long", matches = "true")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReturningDiskIT {
    private static final String OPEN = "adjourn-streams-open-meetings-changelog";
    private static final List<String> CHANGELOGS =
            List.of(OPEN, "adjourn-streams-deadlines-changelog", "adjourn-streams-meeting-state-changelog");

    private final List<MeetingInPieces> meetings = meetings("known", 20);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path shelf;

    @SuppressWarnings("NullAway.Init") // set before all
    private StreamsGroup group;

    @SuppressWarnings("NullAway.Init") // set before all
    private Member streams;

    @SuppressWarnings("NullAway.Init") // set before all
    private RawWriter raw;

    @BeforeAll
    void start() throws IOException {
        group = StreamsGroup.start(new Layout(1, 1), "acme");
        raw = new RawWriter(group.parts().bootstrapServers());
        streams = group.join("streams-0", StreamsBuild.today());
        streams.awaitReady();
    }

    @AfterAll
    void stop() {
        raw.close();
        group.close();
    }

    @Test
    void shouldBringNoMeetingBackAsOpen() throws Exception {
        deliver(meetings, 0, 2);
        assertThat(open()).isEqualTo(meetings.size());
        streams.stop();
        Path away = shelf.resolve("away");
        copy(streams.state(), away);

        streams.comeBack();
        forgetSoon();
        deliver(meetings, 4, 6, 9);
        assertThat(open()).isZero();
        awaitForgotten();

        streams.stopAndForget();
        copy(away, streams.state());
        streams.comeBack();

        Await.until("no meeting is open", StreamsGroup.PATIENCE, () -> {
            streams.mustBeAlive();
            return open() == 0;
        });
        deliver(meetings, 5, 8);
        assertThat(open()).isZero();
        LocalStack parts = group.parts();
        try (var completions = CompletionsTopic.of(parts.bootstrapServers(), parts.registryClient())) {
            Await.until("every record", StreamsGroup.PATIENCE, () -> {
                completions.poll();
                return meetings.stream()
                        .allMatch(meeting -> completions.last(meeting.key()).isPresent());
            });
            meetings.forEach(
                    meeting -> assertThat(completions.revisions(meeting.key())).hasSize(1));
        }
    }

    /** Compacts all but the latest second, and keeps no tombstone. */
    private void forgetSoon() throws ExecutionException, InterruptedException {
        Map<ConfigResource, Collection<AlterConfigOp>> settings = new HashMap<>();
        settings.put(new ConfigResource(ConfigResource.Type.BROKER, ""), List.of(set("log.cleaner.backoff.ms", "500")));
        for (String changelog : CHANGELOGS) {
            settings.put(
                    new ConfigResource(ConfigResource.Type.TOPIC, changelog),
                    List.of(
                            set(TopicConfig.DELETE_RETENTION_MS_CONFIG, "0"),
                            set(TopicConfig.SEGMENT_MS_CONFIG, "1000"),
                            set(TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0")));
        }
        try (Admin kafka = group.parts().cluster().admin()) {
            kafka.incrementalAlterConfigs(settings).all().get();
        }
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), OpType.SET);
    }

    /** Only what is behind the latest segment is compacted, so meetings come and go until all that is known is. */
    private void awaitForgotten() {
        var others = new ArrayList<MeetingInPieces>();
        Await.until("the changelog has forgotten them", StreamsGroup.PATIENCE, () -> {
            List<MeetingInPieces> other = meetings("other-" + others.size(), 1);
            others.addAll(other);
            deliver(other, 0, 4, 6, 9);
            return new TopicReader(group.parts().bootstrapServers(), OPEN)
                    .all().stream().noneMatch(this::isKnown);
        });
    }

    private boolean isKnown(ConsumerRecord<String, byte[]> entry) {
        return meetings.stream().anyMatch(meeting -> entry.key().endsWith(meeting.key()));
    }

    private double open() {
        return streams.metrics().sum("adjourn_streams_open_meetings");
    }

    private void deliver(List<MeetingInPieces> to, int... pieces) {
        for (int piece : pieces) {
            to.forEach(meeting -> meeting.deliver(piece, raw));
        }
        raw.flush();
        group.awaitRead("all is read", streams);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private static List<MeetingInPieces> meetings(String name, int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> new MeetingInPieces("acme", name + "-" + i))
                .toList();
    }
}
