package io.adjourn.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RestoreProgressTest {
    private static final TopicPartition STATES = new TopicPartition("states", 0);
    private static final TopicPartition DEADLINES = new TopicPartition("deadlines", 0);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Duration clock = Duration.ZERO;
    private final RestoreProgress progress = new RestoreProgress(meters, () -> clock.toNanos());

    @Test
    void shouldTellNothingWhileNothingIsRestored() {
        assertThat(remaining()).isZero();
        assertThat(seconds()).isZero();
        assertThat(records()).isZero();
    }

    @Test
    void shouldEstimateByHowFastItWas() {
        progress.onRestoreStart(STATES, "states", 100, 1_100);
        progress.onRestoreStart(DEADLINES, "deadlines", 0, 1_000);
        assertThat(remaining()).isEqualTo(2_000);
        assertThat(seconds()).isZero();

        clock = Duration.ofSeconds(10);
        progress.onBatchRestored(STATES, "states", 599, 400);

        assertThat(records()).isEqualTo(400);
        assertThat(remaining()).isEqualTo(1_500);
        assertThat(seconds()).isEqualTo(30);
    }

    @Test
    void shouldBeAtItsEndWhenAllStoresAre() {
        progress.onRestoreStart(STATES, "states", 0, 10);
        progress.onRestoreStart(DEADLINES, "deadlines", 0, 10);
        clock = Duration.ofSeconds(1);
        progress.onBatchRestored(STATES, "states", 8, 9);
        progress.onRestoreEnd(STATES, "states", 9);
        assertThat(remaining()).isEqualTo(10);

        progress.onRestoreSuspended(DEADLINES, "deadlines", 0);

        assertThat(remaining()).isZero();
        assertThat(seconds()).isZero();
        assertThat(records()).isEqualTo(9);
    }

    @Test
    void shouldMeasureTheNextRestoreByItself() {
        progress.onRestoreStart(STATES, "states", 0, 1_000);
        clock = Duration.ofSeconds(1);
        progress.onBatchRestored(STATES, "states", 999, 1_000);
        progress.onRestoreEnd(STATES, "states", 1_000);

        clock = Duration.ofHours(1);
        progress.onRestoreStart(STATES, "states", 1_000, 1_100);
        clock = clock.plusSeconds(1);
        progress.onBatchRestored(STATES, "states", 1_009, 10);

        assertThat(seconds()).isEqualTo(9);
        assertThat(records()).isEqualTo(1_010);
    }

    private double remaining() {
        return meters.get("adjourn.streams.restore.remaining").gauge().value();
    }

    private double seconds() {
        return meters.get("adjourn.streams.restore.remaining.seconds").gauge().value();
    }

    private double records() {
        return meters.get("adjourn.streams.restored").counter().count();
    }
}
