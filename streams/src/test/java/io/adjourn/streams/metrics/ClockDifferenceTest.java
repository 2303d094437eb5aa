package io.adjourn.streams.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClockDifferenceTest {
    private static final long NOW = 1_772_206_920_000L;

    private final ClockDifference clocks = new ClockDifference();

    @Test
    void shouldTakeTheRecordThatLooksLeastOld() {
        clocks.saw(NOW - 900, NOW);
        clocks.saw(NOW - 20, NOW + 10);
        clocks.saw(NOW - 400, NOW + 100);
        assertThat(clocks.millis(NOW + 200)).isEqualTo(30);
    }

    @Test
    void shouldTellWhereThisClockIsBehind() {
        clocks.saw(NOW + 6_000, NOW);
        clocks.saw(NOW + 6_000, NOW + 700);
        assertThat(clocks.millis(NOW + 1_000)).isEqualTo(-6_000);
    }

    @Test
    void shouldForgetWhatIsLongPast() {
        clocks.saw(NOW - 8_000, NOW);
        assertThat(clocks.millis(NOW + 30_000)).isEqualTo(8_000);
        assertThat(clocks.millis(NOW + 60_000)).isZero();
    }
}
