package io.adjourn.streams.completion;

import io.adjourn.meetings.v1.BotState;
import io.adjourn.vendors.Event.StateChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        Optional<Step> before =
                steps.stream().filter(step -> step.id() == told.id()).findFirst();
        Step step = before.map(told::mergedWith).orElse(told);
        var kept = new ArrayList<>(steps);
        before.ifPresent(kept::remove);
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
                joinAttempts + (state == BotState.JOINING && !known && before.isEmpty() ? 1 : 0));
    }

    /** Only the end that holds explains itself. A few others may yet turn out to hold; what all would say is too much. */
    private static List<Step> withMessagesThatMayTell(List<Step> steps) {
        List<Step> ends = steps.stream()
                .filter(Step::terminal)
                .sorted(Step.FIRST_END)
                .limit(MAX_MESSAGES)
                .toList();
        return steps.stream()
                .map(step -> ends.contains(step) ? step : step.withoutMessage())
                .toList();
    }

    /** Of the steps kept, the new one and the one that was the latest, unless it is the new one in other words. */
    private @Nullable Step latest(List<Step> kept, Step step) {
        var candidates = new ArrayList<>(kept);
        candidates.add(step);
        if (current != null && current.id() != step.id()) {
            candidates.add(current);
        }
        return candidates.stream()
                .filter(candidate -> candidate.state() != BotState.UNKNOWN)
                .max(Step.CURRENT_LAST)
                .map(Step::withoutMessage)
                .orElse(null);
    }

    /** The end that holds, empty before any. */
    Optional<Step> end() {
        return endOf(steps);
    }

    /** The failure that holds: the end, or, without an end, the word of a vendor who said that it would say more. */
    Optional<Step> failure() {
        return end().or(() -> steps.stream().filter(Step::isProvisionalEnd).min(Step.FIRST_END))
                .filter(step -> step.state() == BotState.FAILED);
    }

    private static Optional<Step> endOf(List<Step> steps) {
        return steps.stream().filter(Step::terminal).min(Step.FIRST_END);
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
