package io.adjourn.streams.completion;

import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.streams.completion.Cause.ByDeadline;
import io.adjourn.streams.completion.Cause.ByDelivery;
import io.adjourn.streams.completion.Publication.Doubt;
import io.adjourn.vendors.CompletionRules;
import java.time.Duration;
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
     */
    public record Standing(Meeting meeting, @Nullable MeetingCompletion completion) {}

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
            return new Standing(after, null);
        }
        if (after.state().isDeleted() && !last.deleted()) {
            return published(key, after, rules, next(after, last, ClosedBy.DELETION, now, delivery));
        }
        if (last.doubt() == null) {
            var doubt = new Doubt(now + PAUSE.toMillis(), CompletionRecord.content(before.state(), rules));
            return new Standing(after.published(last.inDoubt(doubt)), null);
        }
        return revised(passed, key, after, last, rules, delivery);
    }

    /**
     * Where the meeting stands when it is looked at again at that log time.
     *
     * @param now log time in milliseconds
     * @param key the meeting's key, {@code {source}/{session}}
     */
    public static Standing atDeadline(long now, String key, Meeting meeting, CompletionRules rules) {
        Publication last = meeting.publication();
        return last == null
                ? closed(now, now, key, meeting, rules, new ByDeadline())
                : revised(now, key, meeting, last, rules, new ByDeadline());
    }

    private static Standing closed(
            long now, long passed, String key, Meeting meeting, CompletionRules rules, Cause cause) {
        Closing closing = Closing.of(meeting.state(), rules);
        if (closing.due() > passed) {
            return new Standing(meeting, null);
        }
        long at = closing.due() == Closing.NOW ? now : closing.due();
        return published(
                key,
                meeting,
                rules,
                new Revision(
                        meeting.numbering().epoch(), meeting.numbering().before() + 1, closing.by(), at, at, cause));
    }

    /** Once the pause is over: whether there is anything new to say is found out of all that changed in it. */
    private static Standing revised(
            long now, String key, Meeting meeting, Publication last, CompletionRules rules, Cause cause) {
        Doubt doubt = last.doubt();
        if (doubt == null || doubt.until() > now || last.buried()) {
            return new Standing(meeting, null);
        }
        if (CompletionRecord.content(meeting.state(), rules) == doubt.content()) {
            return new Standing(meeting.published(last.inDoubt(null)), null);
        }
        return published(key, meeting, rules, next(meeting, last, ClosedBy.LATE_EVENT, doubt.until(), cause));
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

    private static Standing published(String key, Meeting meeting, CompletionRules rules, Revision revision) {
        MeetingState state = meeting.state();
        var publication =
                new Publication(revision.number(), revision.closedAt(), revision.at(), state.isDeleted(), false, null);
        return new Standing(
                meeting.published(publication), CompletionRecord.of(key, meeting.vendor(), state, rules, revision));
    }
}
