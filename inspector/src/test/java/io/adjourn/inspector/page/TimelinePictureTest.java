package io.adjourn.inspector.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.adjourn.inspector.page.TimelinePicture.Bar;
import io.adjourn.inspector.page.TimelinePicture.Lane;
import io.adjourn.inspector.page.TimelinePicture.Mark;
import io.adjourn.inspector.page.TimelinePicture.Tick;
import io.adjourn.inspector.view.Meeting;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.WaitingFor;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimelinePictureTest {
    private static final Instant NOW = Told.minute(60);

    @Test
    void shouldDrawAsLongAsItLasted() {
        TimelinePicture picture = draw(told().step(BotState.JOINING, 0, "a")
                .step(BotState.RECORDING, 10, "b")
                .step(BotState.ENDED, 40, "c"));

        List<Bar> bars = picture.bars();
        assertThat(bars.get(1).width()).isCloseTo(3 * bars.get(0).width(), within(0.5));
        assertThat(bars)
                .extracting(Bar::words)
                .contains(
                        "joining for 10 min, from 2026-11-20 13:00:00 UTC",
                        "recording for 30 min, from 2026-11-20 13:10:00 UTC");
        assertThat(picture.ticks()).extracting(Tick::text).containsExactly("0", "+10 min", "+40 min");
        assertThat(picture.description())
                .isEqualTo(
                        "The course of the meeting from 2026-11-20 13:00:00 UTC: joining after 0 s, recording after 10 min,"
                                + " ended after 40 min. 3 deliveries.");
    }

    @Test
    void shouldGiveEachAttemptALaneOfItsOwn() {
        TimelinePicture picture = draw(told().step(1, BotState.JOINING, 0, "a", false, null)
                .step(1, BotState.FAILED, 8, "b", false, EndReason.JOIN_DENIED)
                .step(2, BotState.JOINING, 10, "c", true, null));

        assertThat(picture.lanes()).extracting(Lane::name).containsExactly("Attempt 1", "Attempt 2", "Deliveries");
        assertThat(picture.marks())
                .filteredOn(Mark::inferred)
                .extracting(Mark::words)
                .containsExactly("joining at 2026-11-20 13:10:00 UTC, inferred");
    }

    @Test
    void shouldShowUntilWhenAnOpenMeetingWaits() {
        TimelinePicture picture = draw(told().step(BotState.RECORDING, 0, "a").waits(WaitingFor.END, 120));

        assertThat(picture.bars())
                .singleElement()
                .satisfies(bar -> assertThat(bar.words()).isEqualTo("recording for 1 h, from 2026-11-20 13:00:00 UTC"));
        assertThat(picture.marks()).extracting(Mark::words).contains("Closes at 2026-11-20 15:00:00 UTC");
        assertThat(picture.description()).endsWith("Closes at 2026-11-20 15:00:00 UTC.");
    }

    @Test
    void shouldCountDownToABotThatWasPlannedDaysBefore() {
        TimelinePicture picture = draw(told().step(BotState.SCHEDULED, -2880, "a")
                .step(BotState.JOINING, 0, "b")
                .step(BotState.ENDED, 44, "c"));

        assertThat(picture.ticks()).extracting(Tick::text).contains("−2 d", "0", "+44 min");
        assertThat(picture.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.text()).isEqualTo("2 d, shortened"));
    }

    @Test
    void shouldDrawNothingWhereNothingIsKnown() {
        assertThat(TimelinePicture.of(told().meeting(), NOW)).isEmpty();
    }

    @Test
    void shouldStayWithinItsFrameWhateverTheSteps() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            var told = told();
            for (int number = random.nextInt(1, 60); number > 0; number--) {
                BotState state = BotState.values()[random.nextInt(BotState.values().length)];
                told.step(
                        random.nextInt(3),
                        state,
                        random.nextDouble(-100_000, 100_000),
                        "x",
                        random.nextBoolean(),
                        null);
            }
            if (random.nextBoolean()) {
                told.waits(WaitingFor.END, random.nextDouble(-100_000, 100_000));
            }
            TimelinePicture picture = draw(told);
            assertThat(picture.bars()).as("seed %d", seed).allSatisfy(bar -> {
                assertThat(bar.x()).isBetween(picture.left() - 0.1, picture.right() + 0.1);
                assertThat(bar.width()).isPositive();
                assertThat(bar.x() + bar.width()).isLessThanOrEqualTo(picture.right() + 13);
            });
            assertThat(picture.marks())
                    .as("seed %d", seed)
                    .allSatisfy(mark -> assertThat(mark.x()).isBetween(picture.left() - 0.1, picture.right() + 0.1));
        }
    }

    private static Told told() {
        return new Told("acme", "b7c1a7de");
    }

    private static TimelinePicture draw(Told told) {
        Meeting meeting = told.meeting();
        return TimelinePicture.of(meeting, NOW).orElseThrow();
    }
}
