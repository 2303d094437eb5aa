package io.adjourn.streams.completion;

import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.vendors.CompletionRules;
import java.time.Duration;

/**
 * When a meeting closes, if nothing more is heard of it, and by what.
 *
 * @param due log time in milliseconds; {@link #NOW} where there is nothing to wait for
 */
record Closing(long due, ClosedBy by) {
    static final long NOW = Long.MIN_VALUE;

    static Closing of(MeetingState state, CompletionRules rules) {
        if (state.isDeleted()) {
            return new Closing(NOW, ClosedBy.DELETION);
        }
        var end = state.run().end();
        // Nothing can follow a failure, nor the end of a bot that never got in.
        if (end.isPresent()
                && (end.get().state() == BotState.FAILED
                        || state.run().presence().neverIn())) {
            return new Closing(NOW, ClosedBy.FAILURE);
        }
        boolean allAnswered =
                Expectations.unanswered(rules.expects(), state.artifacts()).isEmpty();
        // Where nothing is expected, nothing answers: what may still come has its wait.
        if (end.isPresent() && allAnswered && !rules.expects().isEmpty()) {
            return new Closing(NOW, ClosedBy.ALL_ARRIVED);
        }
        return earlier(
                vendorDone(state, rules, allAnswered), earlier(provisionalEnd(state, rules), deadline(state, rules)));
    }

    /** The vendor said that it ended, and that it would say more. */
    private static Closing provisionalEnd(MeetingState state, CompletionRules rules) {
        Long provisional = state.log().provisionalEnd();
        if (provisional == null || state.run().end().isPresent()) {
            return new Closing(Long.MAX_VALUE, ClosedBy.DEADLINE);
        }
        return new Closing(after(provisional, rules.provisionalSettle()), ClosedBy.DEADLINE);
    }

    private static Closing vendorDone(MeetingState state, CompletionRules rules, boolean allAnswered) {
        Long done = state.log().done();
        if (done == null) {
            return new Closing(Long.MAX_VALUE, ClosedBy.VENDOR_DONE);
        }
        boolean complete = allAnswered && state.run().end().isPresent();
        // The vendor keeps no order: what it sent before its last word may arrive after it.
        return new Closing(complete ? NOW : after(done, rules.doneGrace()), ClosedBy.VENDOR_DONE);
    }

    private static Closing deadline(MeetingState state, CompletionRules rules) {
        LogTimes log = state.log();
        Long signOfTheEnd = log.signOfTheEnd();
        if (signOfTheEnd != null) {
            return new Closing(after(signOfTheEnd, rules.settle()), ClosedBy.DEADLINE);
        }
        Duration silence = log.underway() ? rules.silence() : rules.scheduledSilence();
        return new Closing(after(log.lastNews(), silence), ClosedBy.DEADLINE);
    }

    private static Closing earlier(Closing one, Closing other) {
        return one.due() <= other.due() ? one : other;
    }

    private static long after(long logTime, Duration wait) {
        return logTime + wait.toMillis();
    }
}
