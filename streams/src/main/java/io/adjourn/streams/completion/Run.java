package io.adjourn.streams.completion;

import io.adjourn.meetings.v1.BotState;
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
 */
record Run(
        List<Step> steps,
        boolean truncated,
        @Nullable Step current,
        @Nullable Moment requestedAt,
        @Nullable Moment joinedAt,
        @Nullable Moment recordingStartedAt,
        int joinAttempts) {
    static final int MAX_STEPS = 500;
    static final Run NONE = new Run(List.of(), false, null, null, null, null, 0);

    Run {
        steps = List.copyOf(steps);
    }

    Run with(Step step) {
        if (steps.stream().anyMatch(known -> known.id() == step.id())) {
            return this;
        }
        var kept = new ArrayList<>(steps);
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
                withTheMessageThatTells(kept),
                truncated || tooMany,
                later(step.withoutMessage()),
                state == BotState.SCHEDULED || state == BotState.REQUESTED ? Moment.best(requestedAt, at) : requestedAt,
                Rank.isInMeeting(state) ? Moment.best(joinedAt, at) : joinedAt,
                state == BotState.RECORDING ? Moment.best(recordingStartedAt, at) : recordingStartedAt,
                joinAttempts + (state == BotState.JOINING ? 1 : 0));
    }

    /** Only the end that holds explains itself: the messages of others would be kept for nothing. */
    private static List<Step> withTheMessageThatTells(List<Step> steps) {
        Step end = steps.stream().filter(Step::terminal).min(Step.FIRST_END).orElse(null);
        return steps.stream()
                .map(step -> step.equals(end) ? step : step.withoutMessage())
                .toList();
    }

    private @Nullable Step later(Step step) {
        if (step.state() == BotState.UNKNOWN) {
            return current;
        }
        return current == null || Step.CURRENT_LAST.compare(current, step) < 0 ? step : current;
    }

    /** The end that holds, empty before any. */
    Optional<Step> end() {
        return steps.stream().filter(Step::terminal).min(Step.FIRST_END);
    }

    boolean everInMeeting() {
        return joinedAt != null;
    }

    boolean everRecording() {
        return recordingStartedAt != null;
    }

    Run withoutMessages() {
        return new Run(
                steps.stream().map(Step::withoutMessage).toList(),
                truncated,
                current == null ? null : current.withoutMessage(),
                requestedAt,
                joinedAt,
                recordingStartedAt,
                joinAttempts);
    }
}
