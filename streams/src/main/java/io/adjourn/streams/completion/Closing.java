package io.adjourn.streams.completion;

import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.vendors.CompletionRules;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a meeting closes, if nothing more is heard of it, and by what.
 *
 * @param due log time in milliseconds; {@link #NOW} where there is nothing to wait for
 */
record Closing(long due, ClosedBy by) {
    static final long NOW = Long.MIN_VALUE;

    static Closing of(MeetingState state, Course course) {
        if (state.isDeleted()) {
            return new Closing(NOW, ClosedBy.DELETION);
        }
        boolean ended = course.last().terminal().isPresent();
        if (ended && nothingCanFollow(course)) {
            return new Closing(NOW, ClosedBy.FAILURE);
        }
        CompletionRules rules = course.rules();
        boolean allAnswered =
                Expectations.unanswered(rules.expects(), course.artifacts()).isEmpty();
        // Where nothing is expected, nothing answers: what may still come has its wait.
        if (ended && allAnswered && !rules.expects().isEmpty()) {
            return new Closing(NOW, ClosedBy.ALL_ARRIVED);
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
            return new Closing(Long.MAX_VALUE, ClosedBy.DEADLINE);
        }
        return new Closing(after(provisional, course.rules().provisionalSettle()), ClosedBy.DEADLINE);
    }

    private static Closing vendorDone(Course course, boolean complete) {
        Long done = course.done();
        if (done == null) {
            return new Closing(Long.MAX_VALUE, ClosedBy.VENDOR_DONE);
        }
        // The vendor keeps no order: what it sent before its last word may arrive after it.
        return new Closing(complete ? NOW : after(done, course.rules().doneGrace()), ClosedBy.VENDOR_DONE);
    }

    private static Closing deadline(MeetingState state, Course course) {
        Long signOfTheEnd = signOfTheEnd(course);
        if (signOfTheEnd != null) {
            return new Closing(after(signOfTheEnd, course.rules().settle()), ClosedBy.DEADLINE);
        }
        LogTimes log = state.log();
        return new Closing(
                log.underway()
                        ? after(log.lastNews(), course.rules().silence())
                        : after(
                                Math.max(log.lastNews(), state.details().joinAt(log.firstSeen())),
                                course.rules().scheduledSilence()),
                ClosedBy.DEADLINE);
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

    private static Closing earlier(Closing one, Closing other) {
        return one.due() <= other.due() ? one : other;
    }

    private static long after(long logTime, Duration wait) {
        return logTime + wait.toMillis();
    }
}
