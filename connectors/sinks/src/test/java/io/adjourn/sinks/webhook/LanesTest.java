package io.adjourn.sinks.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class LanesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final int MOST = 3;

    private final Lanes lanes = new Lanes();
    private long offset;

    @Test
    void shouldSendOneMeetingsMessagesOneAfterTheOther() {
        WebhookMessage first = add("a");
        WebhookMessage second = add("a");
        WebhookMessage other = add("b");
        assertThat(lanes.start(NOW, MOST)).containsExactly(first, other);
        assertThat(lanes.start(NOW, MOST)).isEmpty();
        lanes.arrived(first);
        assertThat(lanes.start(NOW, MOST)).containsExactly(second);
        assertThat(lanes.size()).isEqualTo(2);
    }

    @Test
    void shouldHaveNoMoreUnderWayThanItMay() {
        List<WebhookMessage> all = List.of(add("a"), add("b"), add("c"), add("d"));
        assertThat(lanes.start(NOW, MOST)).containsExactlyElementsOf(all.subList(0, 3));
        lanes.arrived(all.getFirst());
        assertThat(lanes.start(NOW, MOST)).containsExactly(all.getLast());
    }

    @Test
    void shouldLetAMeetingWaitAloneForWhatFailed() {
        WebhookMessage failed = add("a");
        WebhookMessage behind = add("a");
        lanes.start(NOW, MOST);
        lanes.failed(failed, NOW.plusSeconds(5));
        WebhookMessage other = add("b");
        assertThat(lanes.start(NOW, MOST)).containsExactly(other);
        lanes.arrived(other);
        assertThat(lanes.start(NOW, MOST)).isEmpty();
        assertThat(lanes.next(NOW)).contains(NOW.plusSeconds(5));
        assertThat(lanes.start(NOW.plusSeconds(5), MOST)).containsExactly(failed);
        assertThat(lanes.failures(failed)).isOne();
        lanes.arrived(failed);
        assertThat(lanes.start(NOW.plusSeconds(5), MOST)).containsExactly(behind);
        assertThat(lanes.failures(behind)).isZero();
    }

    @Test
    void shouldGoOnAtOnceWithAllWhenAnEndpointIsBackThatWasAway() {
        List<WebhookMessage> all = List.of(add("a"), add("b"), add("c"));
        lanes.start(NOW, MOST);
        all.forEach(message -> lanes.failed(message, NOW.plus(Duration.ofHours(2))));
        WebhookMessage probe = add("d");
        assertThat(lanes.start(NOW, MOST)).containsExactly(probe);
        lanes.arrived(probe);
        assertThat(lanes.start(NOW, MOST)).containsExactlyInAnyOrderElementsOf(all);
        all.forEach(lanes::arrived);
        assertThat(lanes.size()).isZero();
        // Turns that are no longer anybody's.
        assertThat(lanes.start(NOW.plus(Duration.ofHours(3)), MOST)).isEmpty();
    }

    @Test
    void shouldForgetWhatIsAnotherTasks() {
        WebhookMessage gone = add("a", 0);
        WebhookMessage kept = add("b", 1);
        add("a", 0);
        lanes.start(NOW, 1);
        lanes.forget(List.of(new TopicPartition("topic", 0)));
        assertThat(lanes.size()).isOne();
        lanes.arrived(gone);
        assertThat(lanes.start(NOW, 1)).containsExactly(kept);
    }

    @Test
    void shouldCommitUpToTheFirstThatIsOpen() {
        var offsets = new Offsets();
        var partition = new TopicPartition("topic", 0);
        var read = Map.of(partition, new OffsetAndMetadata(4));
        for (long i = 0; i < 4; i++) {
            offsets.opened(partition, i);
        }
        offsets.done(partition, 0);
        offsets.done(partition, 2);
        assertThat(offsets.committable(read)).containsEntry(partition, new OffsetAndMetadata(1));
        offsets.done(partition, 1);
        assertThat(offsets.committable(read)).containsEntry(partition, new OffsetAndMetadata(3));
        offsets.done(partition, 3);
        assertThat(offsets.committable(read)).isEqualTo(read);
    }

    private WebhookMessage add(String lane) {
        return add(lane, 0);
    }

    private WebhookMessage add(String lane, int partition) {
        var message = new WebhookMessage(
                "id", lane, new byte[0], new SinkRecord("topic", partition, null, lane, null, null, offset++));
        lanes.add(message);
        return message;
    }
}
