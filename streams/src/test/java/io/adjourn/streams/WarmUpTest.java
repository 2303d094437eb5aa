package io.adjourn.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WarmUpTest {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final long ACCEPTABLE = 10_000;

    private Map<Integer, Long> behind = Map.of();
    private boolean known = true;
    private Duration clock = Duration.ofHours(3);
    private final WarmUp warmUp = new WarmUp(LIMIT, ACCEPTABLE, this::lags, () -> clock.toNanos());

    @Test
    void shouldBeOverAtOnceWithoutAnyCopy() {
        assertThat(warmUp.isOver()).isTrue();
    }

    @Test
    void shouldBeOverAtOnceWhereAllIsWorkedOnHere() {
        behind = Map.of(0, 0L, 1, 0L);
        assertThat(warmUp.isOver()).isTrue();
    }

    @Test
    void shouldLastUntilTheLastCopyIsAsNearAsKafkaStreamsAccepts() {
        behind = Map.of(0, 0L, 1, 2_000_000L, 2, 10_001L);
        assertThat(warmUp.isOver()).isFalse();
        assertThat(warmUp.waitingFor()).isEqualTo("standby replicas: partition 1 is 2000000 offsets behind");

        clock = clock.plusSeconds(60);
        behind = Map.of(0, 0L, 1, 3L, 2, 10_001L);
        assertThat(warmUp.isOver()).isFalse();

        clock = clock.plusSeconds(1);
        behind = Map.of(0, 0L, 1, 3L, 2, 10_000L);
        assertThat(warmUp.isOver()).isTrue();
    }

    @Test
    void shouldBeOverWhenItHasTakenTooLong() {
        behind = Map.of(1, 2_000_000L);
        assertThat(warmUp.isOver()).isFalse();

        clock = clock.plus(LIMIT).minusMillis(1);
        assertThat(warmUp.isOver()).isFalse();

        clock = clock.plusMillis(1);
        assertThat(warmUp.isOver()).isTrue();
    }

    @Test
    void shouldLastWhileItIsNotKnownButNoLongerThanItMay() {
        known = false;
        assertThat(warmUp.isOver()).isFalse();
        assertThat(warmUp.waitingFor()).contains("Kafka is away");

        clock = clock.plus(LIMIT);
        assertThat(warmUp.isOver()).isTrue();
    }

    private Map<Integer, Long> lags() {
        if (!known) {
            throw new IllegalStateException("Kafka is away");
        }
        return behind;
    }
}
