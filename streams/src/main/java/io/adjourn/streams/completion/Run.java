package io.adjourn.streams.completion;

import io.adjourn.meetings.v1.BotState;
import io.adjourn.vendors.Event.StateChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The bot's run, as far as its steps told it.
 *
 * @param steps the steps worth keeping, at most {@value #MAX_STEPS}, in time
 * @param truncated whether there were more
 * @param current the latest step
 * @param duration seconds in the meeting, by the vendor's count
 */
record Run(
        List<Step> steps,
        boolean truncated,
        @Nullable Step current,
        @Nullable Moment requestedAt,
        @Nullable Moment joinedAt,
        @Nullable Moment recordingStartedAt,
        @Nullable Claim<Double> duration,
        Presence presence,
        int joinAttempts) {
    static final int MAX_STEPS = 500;
    private static final int MAX_MESSAGES = 8;
    static final Run NONE = new Run(List.of(), false, null, null, null, null, null, Presence.NONE, 0);

    Run {
        steps = List.copyOf(steps);
    }

    /**
     * With the step in it.
     *
     * @param change the event that tells it
     * @param known whether it has told the same step before, maybe in other words
     */
    Run with(Step told, StateChange change, boolean known) {
        Step before = sameAs(told);
        Step step = before == null ? told : told.mergedWith(before);
        var kept = new ArrayList<>(steps);
        if (before != null) {
            kept.remove(before);
        }
        kept.add(step);
        boolean tooMany = kept.size() > MAX_STEPS;
        if (tooMany) {
            kept.sort(Step.WORTH_KEEPING);
            kept.removeLast();
        }
        kept.sort(Step.IN_TIME);
        BotState state = step.state();
        Moment at = step.at();
        return new Run(
                withMessagesThatMayTell(kept),
                truncated || tooMany,
                latest(kept, step),
                state == BotState.SCHEDULED || state == BotState.REQUESTED ? Moment.best(requestedAt, at) : requestedAt,
                Moment.best(
                        Rank.isInMeeting(state) ? Moment.best(joinedAt, at) : joinedAt,
                        Moment.own(change.run().joinedAt())),
                Moment.best(
                        state == BotState.RECORDING ? Moment.best(recordingStartedAt, at) : recordingStartedAt,
                        Moment.own(change.run().recordingStartedAt())),
                Claim.best(duration, Claim.of(change.run().durationSeconds(), told.at(), told.id())),
                presence.with(change),
                joinAttempts + (state == BotState.JOINING && !known && before == null ? 1 : 0));
    }

    private @Nullable Step sameAs(Step told) {
        for (Step step : steps) {
            if (step.isSame(told)) {
                return step;
            }
        }
        return null;
    }

    /** Only the end that holds explains itself. A few others may yet turn out to hold; what all would say is too much. */
    private static List<Step> withMessagesThatMayTell(List<Step> steps) {
        var ends = new ArrayList<Step>();
        for (Step step : steps) {
            if (step.terminal()) {
                ends.add(step);
            }
        }
        ends.sort(Step.FIRST_END);
        List<Step> telling = ends.subList(0, Math.min(ends.size(), MAX_MESSAGES));
        var kept = new ArrayList<Step>(steps.size());
        for (Step step : steps) {
            kept.add(telling.contains(step) ? step : step.withoutMessage());
        }
        return kept;
    }

    /** Of the steps kept, the new one and the one that was the latest, unless it is the new one in other words. */
    private @Nullable Step latest(List<Step> kept, Step step) {
        Step latest = later(latest(kept), step);
        if (current != null && !current.isSame(step)) {
            latest = later(latest, current);
        }
        return latest == null ? null : latest.withoutMessage();
    }

    static @Nullable Step latest(List<Step> steps) {
        Step latest = null;
        for (Step candidate : steps) {
            latest = later(latest, candidate);
        }
        return latest == null ? null : latest.withoutMessage();
    }

    private static @Nullable Step later(@Nullable Step one, Step other) {
        if (other.state() == BotState.UNKNOWN) {
            return one;
        }
        return one == null || Step.CURRENT_LAST.compare(one, other) < 0 ? other : one;
    }

    /** The end that holds, empty before any. */
    Optional<Step> end() {
        return first(steps, Step::terminal);
    }

    /** The failure that holds: the end, or, without an end, the word of a vendor who said that it would say more. */
    Optional<Step> failure() {
        return failureAmong(steps);
    }

    static Optional<Step> failureAmong(List<Step> steps) {
        return first(steps, Step::terminal)
                .or(() -> first(steps, Step::isProvisionalEnd))
                .filter(step -> step.state() == BotState.FAILED);
    }

    private static Optional<Step> first(List<Step> steps, Predicate<Step> kind) {
        Step first = null;
        for (Step step : steps) {
            if (kind.test(step) && (first == null || Step.FIRST_END.compare(step, first) < 0)) {
                first = step;
            }
        }
        return Optional.ofNullable(first);
    }

    Run withDuration(@Nullable Claim<Double> seconds) {
        return new Run(
                steps, truncated, current, requestedAt, joinedAt, recordingStartedAt, seconds, presence, joinAttempts);
    }

    Run withoutMessages() {
        return new Run(
                steps.stream().map(Step::withoutMessage).toList(),
                truncated,
                current,
                requestedAt,
                joinedAt,
                recordingStartedAt,
                duration,
                presence,
                joinAttempts);
    }
}
