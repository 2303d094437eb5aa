package io.adjourn.streams.completion;

import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.WaitingFor;
import io.adjourn.vendors.CompletionRules;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a meeting closes, if nothing more is heard of it, and by what.
 *
 * @param due log time in milliseconds; {@link #NOW} where there is nothing to wait for
 * @param waitsFor what may come until then; UNKNOWN where there is nothing to wait for
 */
record Closing(long due, ClosedBy by, WaitingFor waitsFor) {
    static final long NOW = Long.MIN_VALUE;

    static Closing of(MeetingState state, Course course) {
        if (state.isDeleted()) {
            return now(ClosedBy.DELETION);
        }
        boolean ended = course.last().terminal().isPresent();
        if (ended && nothingCanFollow(course)) {
            return now(ClosedBy.FAILURE);
        }
        CompletionRules rules = course.rules();
        boolean allAnswered =
                Expectations.unanswered(rules.expects(), course.artifacts()).isEmpty();
        // Where nothing is expected, nothing answers: what may still come has its wait.
        if (ended && allAnswered && !rules.expects().isEmpty()) {
            return now(ClosedBy.ALL_ARRIVED);
        }
        return earlier(
                vendorDone(course, ended && allAnswered), earlier(provisionalEnd(course), deadline(state, course)));
    }

    /** Nothing follows a failure, nor the end of a bot that never got in. */
    private static boolean nothingCanFollow(Course course) {
        Attempt reported = course.reported();
        boolean failed = reported.terminal()
                .filter(end -> end.state() == BotState.FAILED)
                .isPresent();
        return failed || (reported.terminal().isPresent() && reported.presence().neverIn());
    }

    /** The vendor said that it ended, and that it would say more. */
    private static Closing provisionalEnd(Course course) {
        Long provisional = course.last().firstHeard(Step::isProvisionalEnd);
        if (provisional == null || course.last().terminal().isPresent()) {
            return new Closing(Long.MAX_VALUE, ClosedBy.DEADLINE, WaitingFor.FINAL_END);
        }
        return new Closing(
                after(provisional, course.rules().provisionalSettle()), ClosedBy.DEADLINE, WaitingFor.FINAL_END);
    }

    private static Closing vendorDone(Course course, boolean complete) {
        Long done = course.done();
        if (done == null) {
            return new Closing(Long.MAX_VALUE, ClosedBy.VENDOR_DONE, WaitingFor.STRAGGLERS);
        }
        // The vendor keeps no order: what it sent before its last word may arrive after it.
        return complete
                ? now(ClosedBy.VENDOR_DONE)
                : new Closing(after(done, course.rules().doneGrace()), ClosedBy.VENDOR_DONE, WaitingFor.STRAGGLERS);
    }

    private static Closing deadline(MeetingState state, Course course) {
        Long signOfTheEnd = signOfTheEnd(course);
        if (signOfTheEnd != null) {
            return new Closing(after(signOfTheEnd, course.rules().settle()), ClosedBy.DEADLINE, WaitingFor.ARTIFACTS);
        }
        LogTimes log = state.log();
        if (log.underway()) {
            return new Closing(after(log.lastNews(), course.rules().silence()), ClosedBy.DEADLINE, WaitingFor.END);
        }
        long begins = Math.max(log.lastNews(), state.details().joinAt(log.firstSeen()));
        return new Closing(after(begins, course.rules().scheduledSilence()), ClosedBy.DEADLINE, WaitingFor.START);
    }

    /** Of the attempt that the record reports, once the last one is over; an earlier one's closes nothing. */
    private static @Nullable Long signOfTheEnd(Course course) {
        Long ofTheLast = course.last().firstHeard(step -> StateOrder.isSignOfTheEnd(step.state()));
        Long ofTheReported = course.last().terminal().isPresent()
                ? course.reported().firstHeard(step -> StateOrder.isSignOfTheEnd(step.state()))
                : ofTheLast;
        Long sign = ofTheReported == null ? ofTheLast : ofTheReported;
        Long done = course.done();
        return sign == null || done == null ? (sign == null ? done : sign) : Long.valueOf(Math.min(sign, done));
    }

    private static Closing now(ClosedBy by) {
        return new Closing(NOW, by, WaitingFor.UNKNOWN);
    }

    private static Closing earlier(Closing one, Closing other) {
        return one.due() <= other.due() ? one : other;
    }

    private static long after(long logTime, Duration wait) {
        return logTime + wait.toMillis();
    }
}
