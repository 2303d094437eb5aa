package io.adjourn.streams.completion;

import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.vendors.Event.VendorWords;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One step of the bot's run.
 *
 * @param reason what the step tells of the end, null where nothing
 * @param words the vendor's own; its message is kept for a few ends only
 * @param facts what else it says of its attempt
 * @param heard log time of the first event that reported it, in milliseconds
 * @param id the event's, to break ties
 * @param pulled whether no webhook told of it, but the vendor's read API when it was asked
 */
record Step(
        BotState state,
        Moment at,
        boolean terminal,
        @Nullable EndReason reason,
        VendorWords words,
        RunFacts facts,
        long heard,
        long id,
        boolean pulled) {
    /** The id of what is known from a record alone. */
    static final long UNIDENTIFIED = 0;

    /** One that a webhook told of. */
    Step(
            BotState state,
            Moment at,
            boolean terminal,
            @Nullable EndReason reason,
            VendorWords words,
            RunFacts facts,
            long heard,
            long id) {
        this(state, at, terminal, reason, words, facts, heard, id, false);
    }

    private static final Comparator<Step> BY_TIME_THEN_RANK = Comparator.comparingLong(
                    (Step step) -> step.at().micros())
            .thenComparingInt(step -> StateOrder.of(step.state()))
            .thenComparingLong(Step::id);

    private static final Comparator<Step> BY_RANK_THEN_TIME = Comparator.comparingInt(
                    (Step step) -> StateOrder.of(step.state()))
            .thenComparingLong(step -> step.at().micros())
            .thenComparingLong(Step::id);

    /** By the vendor's own time. At one time the order of a bot's life is likelier than the order of receipt. */
    static final Comparator<Step> BY_OWN_TIME = Comparator.comparingLong(
                    (Step step) -> step.at().micros())
            .thenComparing(step -> step.facts().retry())
            .thenComparingInt(step -> StateOrder.of(step.state()))
            .thenComparingLong(Step::heard)
            .thenComparingLong(Step::id);

    /** Without a time of its own, by receipt. */
    static final Comparator<Step> BY_RECEIPT = Comparator.comparingLong(Step::heard)
            .thenComparingInt(step -> StateOrder.of(step.state()))
            .thenComparingLong(Step::id);

    /** As a reader expects them: by time. */
    static final Comparator<Step> IN_TIME = Comparator.comparingLong(
                    (Step step) -> step.at().micros())
            .thenComparing(step -> step.at().inferred())
            .thenComparing(Step::state)
            .thenComparingLong(Step::id);

    /**
     * Of two ends the one that holds: the vendor's own time before an inferred one, the earlier, ENDED before FAILED (whose
     * order in the enum is that), the event id. Where neither has a time of its own, a failure came first: what ended well after
     * it, or was said to, was another attempt.
     */
    static final Comparator<Step> FIRST_END = Comparator.comparing(
                    (Step step) -> step.at().inferred())
            .thenComparing(step -> step.at().inferred() ? step.state() : BotState.ENDED)
            .thenComparing(Step::at, Moment.BEST_FIRST)
            .thenComparing(Step::state)
            .thenComparingLong(Step::id);

    /**
     * Of two states the current one, last: one with the vendor's own time, by time, then rank; one without, by rank, since
     * the order of receipt says little.
     */
    static final Comparator<Step> CURRENT_LAST = (one, other) -> {
        boolean inferred = one.at().inferred();
        if (inferred != other.at().inferred()) {
            return inferred ? -1 : 1;
        }
        return (inferred ? BY_RANK_THEN_TIME : BY_TIME_THEN_RANK).compare(one, other);
    };

    /** Whether the other one tells of the same step: the same event, or, where one is not known, of the same state and time. */
    boolean isSame(Step other) {
        return id == other.id || (id == UNIDENTIFIED && state == other.state && at.equals(other.at));
    }

    boolean isProvisionalEnd() {
        return !terminal && StateOrder.isEnd(state);
    }

    /** Whether it says that the attempt's end is near or past, or that it did not get in. */
    boolean saysOver() {
        return StateOrder.isSignOfTheEnd(state) || StateOrder.keptOut(reason);
    }

    /** What two tellings of the same step come to: one may know the time, the other the reason. */
    Step mergedWith(Step other) {
        return new Step(
                state.compareTo(other.state) >= 0 ? state : other.state,
                Comparator.comparing(Step::at, Moment.BEST_FIRST).compare(this, other) <= 0 ? at : other.at,
                terminal || other.terminal,
                StateOrder.moreSpecific(reason, other.reason),
                new VendorWords(
                        either(words.state(), other.words.state()),
                        either(words.reason(), other.words.reason()),
                        either(words.message(), other.words.message())),
                facts.mergedWith(other.facts),
                Math.min(heard, other.heard),
                id,
                pulled && other.pulled);
    }

    private static @Nullable String either(@Nullable String one, @Nullable String other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) <= 0 ? one : other;
    }

    Step withoutMessage() {
        return words.message() == null ? this : with(new VendorWords(words.state(), words.reason(), null));
    }

    Step with(VendorWords other) {
        return new Step(state, at, terminal, reason, other, facts, heard, id, pulled);
    }

    Step with(RunFacts other) {
        return new Step(state, at, terminal, reason, words, facts.mergedWith(other), heard, id, pulled);
    }

    Step asTerminal() {
        return new Step(state, at, true, reason, words, facts, heard, id, pulled);
    }

    /** Whoever told of it. */
    Step lasting() {
        return pulled ? new Step(state, at, terminal, reason, words, facts, heard, id, false) : this;
    }
}
