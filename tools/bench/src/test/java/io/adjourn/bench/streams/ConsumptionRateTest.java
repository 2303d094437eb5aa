package io.adjourn.bench.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.adjourn.bench.streams.ConsumptionRate.Look;
import io.adjourn.bench.streams.ConsumptionRate.Pace;
import io.adjourn.config.CannotStartException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsumptionRateTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void shouldCountNeitherTheWarmingUpNorTheEnd() {
        var reading = new ConsumptionRate(
                List.of(
                        new Look(0, 0, 0),
                        new Look(30 * SECOND, 50 * SECOND, 600),
                        new Look(31 * SECOND, 52 * SECOND, 700),
                        new Look(32 * SECOND, 53 * SECOND, 950),
                        new Look(90 * SECOND, 90 * SECOND, 1000)),
                1000);

        assertThat(reading.steady()).isEqualTo(new Pace(175, 3e6 / 350));
    }

    @Test
    void shouldNotMakeUpARateOfTooFewLooks() {
        var reading = new ConsumptionRate(List.of(new Look(0, 0, 0), new Look(SECOND, SECOND, 1000)), 1000);

        assertThatThrownBy(reading::steady).isInstanceOf(CannotStartException.class);
    }
}
