package io.adjourn.streams.completion;

import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.streams.completion.Cause.ByDeadline;
import io.adjourn.streams.completion.Cause.ByDelivery;
import io.adjourn.streams.completion.Publication.Doubt;
import io.adjourn.vendors.CompletionRules;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a meeting has something new to say, and says it: the first revision at once when it closes, later ones
 * after a pause in which more may come, a deletion at once. Pure.
 */
public final class Publishing {
    /** How long a later revision waits for more to say. */
    static final Duration PAUSE = Duration.ofSeconds(5);

    private Publishing() {}

    /**
     * Where a meeting stands.
     *
     * @param completion the revision to publish; null where there is none to
     * @param closes when it closes if nothing more is heard, as log time in milliseconds; null unless it is open
     */
    public record Standing(
            Meeting meeting,
            @Nullable MeetingCompletion completion,
            @Nullable Long closes) {
        /** When it is to be looked at again, as log time in milliseconds. */
        public long due(CompletionRules rules, Retention retention) {
            return closes == null ? meeting.due(rules, retention) : closes;
        }
    }

    /**
     * Where the meeting stands after a delivery.
     *
     * @param now when the delivery counts as received, in milliseconds
     * @param passed what the clock that deadlines fire by has passed, in milliseconds: never later than {@code now}
     * @param key the meeting's key, {@code {source}/{session}}
     * @param before the meeting without the delivery; null where it is the first
     * @param after the meeting with all that the delivery told
     */
    public static Standing afterDelivery(
            long now,
            long passed,
            String key,
            @Nullable Meeting before,
            Meeting after,
            CompletionRules rules,
            ByDelivery delivery) {
        if (before == null || before.publication() == null) {
            return closed(now, passed, key, after, rules, delivery);
        }
        Publication last = before.publication();
        // Most deliveries to a closed meeting repeat what its record says.
        if (last.buried() || after.state().saysTheSameAs(before.state())) {
            return new Standing(after, null, null);
        }
        if (after.state().isDeleted() && !last.deleted()) {
            var course = Course.of(after.state(), rules);
            return published(key, after, course, next(after, last, ClosedBy.DELETION, now, delivery));
        }
        if (last.isReopened()) {
            return closed(now, passed, key, after, rules, delivery);
        }
        if (goesOn(before, after, last, rules)) {
            Doubt doubt = last.doubt();
            long said = doubt == null ? CompletionRecord.content(before.state(), rules) : doubt.content();
            return closed(now, passed, key, after.published(last.asReopened(said)), rules, delivery);
        }
        if (last.doubt() == null) {
            var doubt = new Doubt(now + PAUSE.toMillis(), CompletionRecord.content(before.state(), rules));
            return new Standing(after.published(last.inDoubt(doubt)), null, null);
        }
        return revised(passed, key, after, last, rules, delivery);
    }

    /** No end was known, and something was heard; or the bot made another attempt. */
    private static boolean goesOn(Meeting before, Meeting after, Publication last, CompletionRules rules) {
        return !after.state().isDeleted()
                && (last.provisional()
                        || Course.of(after.state(), rules).attempts().size()
                                > Course.of(before.state(), rules).attempts().size());
    }

    /**
     * Where the meeting stands when it is looked at again at that log time.
     *
     * @param now log time in milliseconds
     * @param key the meeting's key, {@code {source}/{session}}
     */
    public static Standing atDeadline(long now, String key, Meeting meeting, CompletionRules rules) {
        Publication last = meeting.publication();
        return last == null || last.isReopened()
                ? closed(now, now, key, meeting, rules, new ByDeadline())
                : revised(now, key, meeting, last, rules, new ByDeadline());
    }

    private static Standing closed(
            long now, long passed, String key, Meeting meeting, CompletionRules rules, Cause cause) {
        var course = Course.of(meeting.state(), rules);
        var closing = Closing.of(meeting.state(), course);
        if (closing.due() > passed) {
            return new Standing(meeting, null, closing.due());
        }
        Publication last = meeting.publication();
        if (last != null && saysNothingNew(last, meeting.state(), course, rules)) {
            return new Standing(meeting.published(last.asClosed()), null, null);
        }
        // What was heard since may have made it due at a time that is past.
        long due = Math.max(closing.due(), meeting.state().log().lastNews());
        long at = closing.due() == Closing.NOW ? now : last == null ? due : Math.max(due, last.at());
        return published(
                key,
                meeting,
                course,
                new Revision(
                        meeting.numbering().epoch(),
                        last == null ? meeting.numbering().before() + 1 : last.revision() + 1,
                        closing.by(),
                        at,
                        at,
                        cause));
    }

    /** Once said, that no end is known and nothing is there needs no saying again. */
    private static boolean saysNothingNew(Publication last, MeetingState state, Course course, CompletionRules rules) {
        boolean stillUnknown = last.provisional()
                && !state.isDeleted()
                && course.artifacts().isEmpty()
                && Outcomes.apartFromDeletion(course) == Outcome.TIMED_OUT;
        return stillUnknown
                || Objects.equals(last.contentBefore(), Long.valueOf(CompletionRecord.content(state, rules)));
    }

    /** Once the pause is over: whether there is anything new to say is found out of all that changed in it. */
    private static Standing revised(
            long now, String key, Meeting meeting, Publication last, CompletionRules rules, Cause cause) {
        Doubt doubt = last.doubt();
        if (doubt == null || doubt.until() > now || last.buried()) {
            return new Standing(meeting, null, null);
        }
        if (CompletionRecord.content(meeting.state(), rules) == doubt.content()) {
            return new Standing(meeting.published(last.inDoubt(null)), null, null);
        }
        var course = Course.of(meeting.state(), rules);
        return published(key, meeting, course, next(meeting, last, ClosedBy.LATE_EVENT, doubt.until(), cause));
    }

    private static Revision next(Meeting meeting, Publication last, ClosedBy by, long at, Cause cause) {
        // The wall clock may have closed it while a delivery from before was on its way: time does not run backwards.
        return new Revision(
                meeting.numbering().epoch(),
                last.revision() + 1,
                by,
                last.closedAt(),
                Math.max(at, last.closedAt()),
                cause);
    }

    private static Standing published(String key, Meeting meeting, Course course, Revision revision) {
        MeetingState state = meeting.state();
        MeetingCompletion record = CompletionRecord.of(key, meeting.vendor(), state, course, revision);
        var publication = new Publication(
                revision.number(),
                revision.closedAt(),
                revision.at(),
                state.isDeleted(),
                false,
                record.getOutcome() == Outcome.TIMED_OUT,
                null,
                null);
        return new Standing(meeting.published(publication), record, null);
    }
}
