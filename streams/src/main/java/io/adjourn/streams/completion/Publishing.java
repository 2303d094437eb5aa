package io.adjourn.streams.completion;

import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.streams.completion.Cause.ByDelivery;
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
     * Where the meeting stands at that log time.
     *
     * @param key its key, {@code {source}/{session}}
     * @param now log time in milliseconds
     * @param cause what made us look
     */
    public static Standing at(long now, String key, Meeting meeting, CompletionRules rules, Cause cause) {
        Publication last = meeting.publication();
        return last == null ? close(now, key, meeting, rules, cause) : revise(now, key, meeting, last, rules, cause);
    }

    private static Standing close(long now, String key, Meeting meeting, CompletionRules rules, Cause cause) {
        Closing closing = Closing.of(meeting.state(), rules);
        if (closing.due() > now) {
            return new Standing(meeting, null);
        }
        long at = closing.due() == Closing.NOW ? now : closing.due();
        long content = CompletionRecord.content(meeting.state(), rules);
        return publish(key, meeting, content, rules, new Revision(1, closing.by(), at, at, cause));
    }

    private static Standing revise(
            long now, String key, Meeting meeting, Publication last, CompletionRules rules, Cause cause) {
        if (last.buried()) {
            return new Standing(meeting, null);
        }
        boolean newlyDeleted = meeting.state().isDeleted() && !last.deleted();
        Long due = newlyDeleted ? Long.valueOf(now) : last.reviseAt();
        if (due == null && cause instanceof ByDelivery) {
            return new Standing(meeting.published(last.revisedAt(now + PAUSE.toMillis())), null);
        }
        if (due == null || due > now) {
            // Whether there is anything new to say is found out once, of all that changes until it is due.
            return new Standing(meeting, null);
        }
        long content = CompletionRecord.content(meeting.state(), rules);
        if (content == last.content()) {
            return new Standing(meeting.published(last.revisedAt(null)), null);
        }
        // The wall clock may have closed it while a delivery from before was on its way: time does not run backwards.
        ClosedBy by = newlyDeleted ? ClosedBy.DELETION : ClosedBy.LATE_EVENT;
        return publish(
                key,
                meeting,
                content,
                rules,
                new Revision(last.revision() + 1, by, last.closedAt(), Math.max(due, last.closedAt()), cause));
    }

    private static Standing publish(
            String key, Meeting meeting, long content, CompletionRules rules, Revision revision) {
        MeetingState state = meeting.state();
        var publication = new Publication(
                revision.number(), revision.closedAt(), revision.at(), content, state.isDeleted(), false, null);
        return new Standing(
                meeting.published(publication), CompletionRecord.of(key, meeting.vendor(), state, rules, revision));
    }
}
