package io.adjourn.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.commands.topics.CompletionsTopic;
import io.adjourn.contracts.Provisioning.Layout;
import io.adjourn.localstack.LocalStack;
import io.adjourn.sandbox.StreamsGroup.Member;
import io.adjourn.testing.Await;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Streams is killed while it works, and started again on the same disk. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledStreamsIT {
    private static final List<String> CHANGELOGS =
            List.of("meeting-state", "seen-events", "deadlines", "open-meetings").stream()
                    .map(store -> "adjourn-streams-" + store + "-changelog")
                    .toList();
    private static final String DELIVERIES = "adjourn_streams_deliveries_total";

    private final List<MeetingInPieces> meetings = IntStream.range(0, 3_000)
            .mapToObj(i -> new MeetingInPieces("acme", "bot-" + i))
            .toList();

    @SuppressWarnings("NullAway.Init") // set before all
    private StreamsGroup group;

    @SuppressWarnings("NullAway.Init") // set before all
    private LocalStack parts;

    @SuppressWarnings("NullAway.Init") // set before all
    private Member streams;

    @SuppressWarnings("NullAway.Init") // set before all
    private RawWriter raw;

    @BeforeAll
    void start() throws IOException {
        group = StreamsGroup.start(new Layout(2, 1), "acme");
        parts = group.parts();
        raw = new RawWriter(parts.bootstrapServers());
        streams = group.join("streams-0", StreamsBuild.today());
        streams.awaitReady();
    }

    @AfterAll
    void stop() {
        raw.close();
        group.close();
    }

    @Test
    void shouldRestoreNoMoreThanItsLastTransactionAndForgetNothing() {
        deliver(0, 1, 2, 3, 4);
        awaitDeliveries(5 * meetings.size());
        deliver(5, 6, 7);
        awaitDeliveries(5 * meetings.size() + meetings.size() / 2);

        streams.crash();
        int inLastTransactions =
                CHANGELOGS.stream().mapToInt(this::recordsOfTheLastTransactions).sum();
        streams.comeBack();

        int kept = new TopicReader(parts.bootstrapServers(), CHANGELOGS.getFirst())
                .all()
                .size();
        assertThat(streams.metrics().sum("adjourn_streams_restored_total"))
                .as("restored, where the changelog of the meetings alone has %s", kept)
                .isLessThanOrEqualTo(inLastTransactions);
        deliver(8, 9);
        try (var completions = CompletionsTopic.of(parts.bootstrapServers(), parts.registryClient())) {
            Await.until("every record", StreamsGroup.PATIENCE, () -> {
                streams.mustBeAlive();
                completions.poll();
                return completions.meetings().size() == meetings.size();
            });
            meetings.forEach(meeting -> meeting.assertWhole(completions.revisions(meeting.key())));
        }
        MeetingInPieces.assertToldOnce(parts.bootstrapServers(), meetings);
    }

    private void deliver(int... pieces) {
        for (int piece : pieces) {
            meetings.forEach(meeting -> meeting.deliver(piece, raw));
        }
        raw.flush();
    }

    private void awaitDeliveries(int number) {
        Await.until(number + " deliveries are read", StreamsGroup.PATIENCE, () -> {
            streams.mustBeAlive();
            return streams.metrics().sum(DELIVERIES) >= number;
        });
    }

    /** Over its partitions: what comes after the last but one mark of a transaction's end, which takes an offset of its own. */
    private int recordsOfTheLastTransactions(String changelog) {
        Map<Integer, Long> next = new HashMap<>();
        Map<Integer, Integer> last = new HashMap<>();
        for (ConsumerRecord<String, byte[]> record : new TopicReader(parts.bootstrapServers(), changelog).all()) {
            boolean isFirst = record.offset() != next.getOrDefault(record.partition(), 0L);
            last.merge(record.partition(), 1, (before, one) -> isFirst ? one : before + one);
            next.put(record.partition(), record.offset() + 1);
        }
        return last.values().stream().mapToInt(records -> records).sum();
    }
}
