package io.adjourn.commands.rejected;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReplayPlanTest {
    private final Reject first = TestRejects.reject(0, 1);
    private final Reject second = TestRejects.reject(0, 2);
    private final Reject again = TestRejects.again(0, 3, first.id());

    @Test
    void shouldSendWhatIsNotBackYetInTheOrderGiven() {
        var plan = ReplayPlan.of(List.of(second, first), Set.of(), false, 10);
        assertThat(plan.toSend()).containsExactly(second, first);
    }

    @Test
    void shouldLeaveAloneWhatIsBackEvenWhenAskedForItAgain() {
        var plan = ReplayPlan.of(List.of(first, again), Set.of(first.id(), again.id()), true, 10);
        assertThat(plan.toSend()).isEmpty();
        assertThat(plan.back()).containsExactly(first, again);
    }

    @Test
    void shouldSendRejectsOfReplaysOnlyWhenAskedTo() {
        assertThat(ReplayPlan.of(List.of(again), Set.of(), false, 10))
                .isEqualTo(new ReplayPlan(List.of(), List.of(), List.of(again)));
        assertThat(ReplayPlan.of(List.of(again), Set.of(), true, 10).toSend()).containsExactly(again);
    }

    @Test
    void shouldGoOnBehindWhatIsBackWhenLimited() {
        var plan = ReplayPlan.of(List.of(first, second), Set.of(first.id()), false, 1);
        assertThat(plan.toSend()).containsExactly(second);
    }
}
