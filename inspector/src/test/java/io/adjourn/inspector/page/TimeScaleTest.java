package io.adjourn.inspector.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimeScaleTest {

    @Test
    void shouldBeEvenWhereNoGapIsFarLongerThanAllElse() {
        var scale = new TimeScale(minutes(0, 10, 20, 40));

        assertThat(scale.at(Told.minute(10))).isCloseTo(0.25, within(1e-9));
        assertThat(scale.at(Told.minute(30))).isCloseTo(0.75, within(1e-9));
        assertThat(scale.breaks()).isEmpty();
    }

    @Test
    void shouldShortenDaysInWhichNothingHappens() {
        var scale = new TimeScale(minutes(-2880, 0, 10, 44));

        assertThat(scale.breaks()).singleElement().satisfies(gap -> {
            assertThat(gap.length()).isEqualTo(Duration.ofDays(2));
            assertThat(gap.to() - gap.from()).isLessThan(0.3);
        });
        assertThat(scale.at(Told.minute(44))).isCloseTo(1, within(1e-9));
    }

    @Test
    void shouldStandAtTheStartWhereThereIsOneTimeOnly() {
        assertThat(new TimeScale(minutes(7)).at(Told.minute(7))).isZero();
        assertThat(new TimeScale(minutes(7)).at(Told.minute(9))).isZero();
    }

    @Test
    void shouldNeverTurnTheOrderRoundWhateverTheTimes() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            var times = new ArrayList<Instant>();
            for (int number = random.nextInt(1, 30); number > 0; number--) {
                times.add(Told.START.plusMillis((long) Math.pow(10, random.nextDouble(0, 11))));
            }
            var scale = new TimeScale(times);
            double before = 0;
            for (Instant time : times.stream().sorted().toList()) {
                assertThat(scale.at(time)).as("seed %d", seed).isBetween(before - 1e-9, 1 + 1e-9);
                before = scale.at(time);
            }
        }
    }

    private static List<Instant> minutes(double... minutes) {
        return Arrays.stream(minutes).mapToObj(Told::minute).toList();
    }
}
