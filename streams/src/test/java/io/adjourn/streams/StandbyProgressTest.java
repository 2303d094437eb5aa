package io.adjourn.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StandbyUpdateListener.SuspendReason;
import org.apache.kafka.streams.processor.TaskId;
import org.junit.jupiter.api.Test;

class StandbyProgressTest {
    private static final TopicPartition STATES = new TopicPartition("states", 0);
    private static final TopicPartition DEADLINES = new TopicPartition("deadlines", 0);
    private static final TaskId TASK = new TaskId(0, 0);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final StandbyProgress progress = new StandbyProgress(meters);

    @Test
    void shouldTellByHowMuchAllWarmCopiesAreBehind() {
        progress.onUpdateStart(STATES, "states", 0);
        progress.onUpdateStart(DEADLINES, "deadlines", 0);
        progress.onBatchLoaded(STATES, "states", TASK, 9, 10, 100);
        progress.onBatchLoaded(DEADLINES, "deadlines", TASK, 4, 5, 15);
        assertThat(lag()).isEqualTo(100);

        progress.onBatchLoaded(STATES, "states", TASK, 99, 90, 100);
        assertThat(lag()).isEqualTo(10);
    }

    @Test
    void shouldForgetACopyThatItNoLongerKeeps() {
        progress.onUpdateStart(STATES, "states", 0);
        progress.onBatchLoaded(STATES, "states", TASK, 9, 10, 100);

        progress.onUpdateSuspended(STATES, "states", 9, 100, SuspendReason.PROMOTED);

        assertThat(lag()).isZero();
    }

    private double lag() {
        return meters.get("adjourn.streams.standby.lag").gauge().value();
    }
}
