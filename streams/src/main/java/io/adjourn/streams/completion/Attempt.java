package io.adjourn.streams.completion;

import io.adjourn.meetings.v1.BotState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One run of the bot among those of its session.
 *
 * @param number from 1; 0 where the session has no step at all
 * @param steps in time
 * @param end the end that holds, or, without one, the word of a vendor who said that it would say more
 * @param presence what the steps say together of where the bot was
 */
record Attempt(int number, List<Step> steps, Optional<Step> end, Presence presence) {
    static final Attempt NONE = of(0, List.of());

    /**
     * By how much clocks may differ, and by how much deliveries may overtake each other: what is received within this, or happened
     * within this of the receipt of what has no time of its own, is no news of another attempt. In milliseconds.
     */
    private static final long OVERTAKING = 30_000;

    /** So few steps are faster compared than sorted. */
    private static final int SHORT = 32;

    private static final Comparator<Step> BEST_FIRST =
            Comparator.comparing(Step::at, Moment.BEST_FIRST).thenComparingLong(Step::id);

    Attempt {
        steps = List.copyOf(steps);
    }

    /** The attempt that these steps make. */
    static Attempt of(int number, List<Step> steps) {
        Step end = null;
        for (Step step : steps) {
            if (StateOrder.isEnd(step.state()) || step.terminal()) {
                end = end == null || holdsBefore(step, end) ? step : end;
            }
        }
        return new Attempt(number, steps, Optional.ofNullable(end), Presence.of(steps));
    }

    private static boolean holdsBefore(Step step, Step end) {
        return step.terminal() == end.terminal() ? Step.FIRST_END.compare(step, end) < 0 : step.terminal();
    }

    /** The session's attempts, in time. */
    static List<Attempt> of(BotTimeline run) {
        if (run.steps().isEmpty()) {
            return List.of();
        }
        return isOne(run.steps()) ? List.of(of(1, run.steps())) : parted(run);
    }

    /** Whether nothing could begin another, in whichever order: most sessions are short, and spared the sorting. */
    private static boolean isOne(List<Step> steps) {
        if (steps.size() > SHORT) {
            return false;
        }
        for (Step step : steps) {
            if (step.facts().retry() || (mayGoOn(step) && goesOnAfterAny(step, steps))) {
                return false;
            }
        }
        return true;
    }

    private static boolean goesOnAfterAny(Step step, List<Step> steps) {
        for (Step other : steps) {
            if (other.saysOver() && isAfter(step, other)) {
                return true;
            }
        }
        return false;
    }

    private static List<Attempt> parted(BotTimeline run) {
        var attempts = new ArrayList<Attempt>();
        var steps = new ArrayList<Step>();
        Step over = null;
        for (Step step : inOrder(run.steps())) {
            if (!steps.isEmpty() && begins(step, over)) {
                attempts.add(of(attempts.size() + 1, steps));
                steps.clear();
                over = null;
            }
            steps.add(step);
            over = step.saysOver() ? step : over;
        }
        if (!steps.isEmpty()) {
            attempts.add(of(attempts.size() + 1, steps));
        }
        return attempts;
    }

    /**
     * By the vendor's own time; a step without one stands after all that happened or was received before it was received. A clock that
     * is wrong moves it no further than the order of receipt allows.
     */
    private static List<Step> inOrder(List<Step> steps) {
        var inOrder = new ArrayList<Step>(steps.size());
        steps.stream()
                .filter(step -> !step.at().inferred())
                .sorted(Step.BY_OWN_TIME)
                .forEach(inOrder::add);
        steps.stream()
                .filter(step -> step.at().inferred())
                .sorted(Step.BY_RECEIPT)
                .forEach(undated -> {
                    int place = inOrder.size();
                    while (place > 0 && !isBefore(inOrder.get(place - 1), undated)) {
                        place--;
                    }
                    inOrder.add(place, undated);
                });
        return inOrder;
    }

    private static boolean isBefore(Step step, Step undated) {
        return step.heard() <= undated.heard()
                || step.at().micros() <= undated.at().micros();
    }

    /** Whether the step happened after that one beyond doubt. */
    private static boolean isAfter(Step step, Step over) {
        long later = step.at().micros() - over.at().micros();
        boolean own = !step.at().inferred() && !over.at().inferred();
        return own ? later > 0 : later > 1_000 * OVERTAKING && step.heard() - over.heard() > OVERTAKING;
    }

    /** @param over the latest step that says that the attempt so far is over; null where none does */
    private static boolean begins(Step step, @Nullable Step over) {
        return step.facts().retry() || (over != null && mayGoOn(step) && isAfter(step, over));
    }

    /** Whether the step, where it comes after an end, begins another attempt. The order of receipt alone begins none. */
    private static boolean mayGoOn(Step step) {
        return StateOrder.isOnTheWayOrIn(step.state()) && !step.at().inferred();
    }

    /** The end that holds, empty before any. */
    Optional<Step> terminal() {
        return end.filter(Step::terminal);
    }

    Optional<Step> failure() {
        return end.filter(step -> step.state() == BotState.FAILED);
    }

    /** The last state known. */
    BotState state() {
        return end.or(() -> steps.stream()
                        .filter(step -> step.state() != BotState.UNKNOWN)
                        .max(Step.CURRENT_LAST))
                .map(Step::state)
                .orElse(BotState.UNKNOWN);
    }

    /** Log time of its first event, in milliseconds. */
    long firstHeard() {
        long first = Long.MAX_VALUE;
        for (Step step : steps) {
            first = Math.min(first, step.heard());
        }
        return steps.isEmpty() ? Long.MIN_VALUE : first;
    }

    /** Log time of the first event of that kind, in milliseconds; null where there is none. */
    @Nullable
    Long firstHeard(Predicate<Step> kind) {
        Long first = null;
        for (Step step : steps) {
            if (kind.test(step) && (first == null || step.heard() < first)) {
                first = step.heard();
            }
        }
        return first;
    }

    /** When it was first in the meeting; null where never, or where all that is said of it is after the end. */
    @Nullable
    Moment joinedAt() {
        return beforeTheEnd(step -> StateOrder.isInMeeting(step.state()), RunFacts::joinedAt);
    }

    @Nullable
    Moment recordingStartedAt() {
        return beforeTheEnd(step -> step.state() == BotState.RECORDING, RunFacts::recordingStartedAt);
    }

    private @Nullable Moment beforeTheEnd(Predicate<Step> kind, Function<RunFacts, @Nullable Moment> said) {
        long endedAt = end.map(step -> step.at().micros()).orElse(Long.MAX_VALUE);
        Moment best = null;
        for (Step step : steps) {
            if (kind.test(step) && step.at().micros() <= endedAt) {
                best = Moment.best(best, step.at());
            }
            Moment claimed = said.apply(step.facts());
            if (claimed != null && claimed.micros() <= endedAt) {
                best = Moment.best(best, claimed);
            }
        }
        return best;
    }

    /** Seconds in the meeting, by the vendor's count, else by its clock; null where neither says. */
    @Nullable
    Double durationSeconds() {
        Step counted = null;
        for (Step step : steps) {
            if (step.facts().durationSeconds() != null && (counted == null || BEST_FIRST.compare(step, counted) < 0)) {
                counted = step;
            }
        }
        return counted != null
                ? counted.facts().durationSeconds()
                : end.map(last -> seconds(joinedAt(), last.at())).orElse(null);
    }

    private static @Nullable Double seconds(@Nullable Moment from, Moment to) {
        return from == null || from.inferred() || to.inferred() ? null : (to.micros() - from.micros()) / 1e6;
    }

    /** How many times the bot tried to join. Joins without a time of their own that were received together are one. */
    static int joins(BotTimeline run) {
        int reported = 0;
        for (Step step : run.steps()) {
            reported += step.state() == BotState.JOINING ? 1 : 0;
        }
        // Most bots join once: their steps need no sorting.
        return reported <= 1 ? reported : joinsApart(run);
    }

    private static int joinsApart(BotTimeline run) {
        int count = 0;
        Step last = null;
        for (Step join : inOrder(run.steps())) {
            if (join.state() == BotState.JOINING && !(join.at().inferred() && last != null && !isAfter(join, last))) {
                count++;
                last = join.at().inferred() ? join : last;
            }
        }
        return count;
    }
}
