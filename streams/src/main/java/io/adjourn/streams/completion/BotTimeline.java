package io.adjourn.streams.completion;

import io.adjourn.meetings.v1.BotState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The steps of the bot, of all its attempts. What they come to is derived from them: see {@link Course}.
 *
 * @param steps in time. Of more than {@value #MAX_STEPS} the first and the last ones are kept: how it began, and how it ended
 * @param truncated whether there were more
 */
record BotTimeline(List<Step> steps, boolean truncated) {
    static final int MAX_STEPS = 500;
    private static final int MAX_MESSAGES = 8;
    static final BotTimeline NONE = new BotTimeline(List.of(), false);

    BotTimeline {
        steps = List.copyOf(steps);
    }

    /** As release 0.1.0 kept it: what all steps say together, and not what each of them says. */
    static BotTimeline of(List<Step> steps, boolean truncated, RunFacts together) {
        if (steps.isEmpty()) {
            return new BotTimeline(steps, truncated);
        }
        Step bearer = steps.stream().filter(Step::terminal).min(Step.FIRST_END).orElse(steps.getLast());
        var with = new ArrayList<>(steps);
        with.set(steps.indexOf(bearer), bearer.with(together));
        return new BotTimeline(with, truncated);
    }

    /** With the step that the event reports. */
    BotTimeline with(Step reported) {
        Step before = sameAs(reported);
        var kept = new ArrayList<>(steps);
        if (before != null) {
            kept.remove(before);
        }
        kept.add(before == null ? reported : reported.mergedWith(before));
        kept.sort(Step.IN_TIME);
        boolean tooMany = kept.size() > MAX_STEPS;
        if (tooMany) {
            kept.remove(MAX_STEPS / 2);
        }
        return new BotTimeline(withMessagesThatMayTell(kept), truncated || tooMany);
    }

    private @Nullable Step sameAs(Step reported) {
        for (Step step : steps) {
            if (step.isSame(reported)) {
                return step;
            }
        }
        return null;
    }

    /** Only the end that holds explains itself: one of the last, where there were many, or one of the first. What all would say is too much. */
    private static List<Step> withMessagesThatMayTell(List<Step> steps) {
        int ends = 0;
        for (Step step : steps) {
            ends += step.terminal() ? 1 : 0;
        }
        var kept = new ArrayList<Step>(steps.size());
        int end = 0;
        for (Step step : steps) {
            boolean mayTell = step.terminal() && (end < MAX_MESSAGES / 2 || end >= ends - MAX_MESSAGES / 2);
            end += step.terminal() ? 1 : 0;
            kept.add(mayTell ? step : step.withoutMessage());
        }
        return kept;
    }

    /** What all steps together say of where the bot was. */
    Presence presence() {
        return Presence.of(steps);
    }

    /** When the bot was scheduled or requested first; null where not said. */
    @Nullable
    Moment requestedAt() {
        Moment best = null;
        for (Step step : steps) {
            if (step.state() == BotState.SCHEDULED || step.state() == BotState.REQUESTED) {
                best = Moment.best(best, step.at());
            }
        }
        return best;
    }

    /** Without what tells where a step was heard of: no consumer acts on that. */
    BotTimeline lasting() {
        return steps.stream().anyMatch(Step::pulled)
                ? new BotTimeline(steps.stream().map(Step::lasting).toList(), truncated)
                : this;
    }

    BotTimeline withoutMessages() {
        return new BotTimeline(steps.stream().map(Step::withoutMessage).toList(), truncated);
    }
}
