package io.adjourn.streams.completion;

import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.streams.completion.Cause.ByDeadline;
import io.adjourn.streams.completion.Cause.ByDelivery;
import io.adjourn.streams.completion.Life.Closed;
import io.adjourn.streams.completion.Life.Open;
import io.adjourn.streams.completion.Life.Reopened;
import io.adjourn.streams.completion.Life.Stub;
import io.adjourn.vendors.CompletionRules;
import java.time.Duration;
import java.util.List;
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
     * What was decided.
     *
     * @param meeting the meeting with it
     * @param completion the revision to publish; null where there is none to
     * @param waiting what the meeting waits for; null unless it is open
     */
    public record Decision(
            Meeting meeting,
            @Nullable MeetingCompletion completion,
            @Nullable Waiting waiting) {
        static Decision nothing(Meeting meeting) {
            return new Decision(meeting, null, null);
        }

        /** The same of the meeting as it is kept. */
        public Decision keeping(Meeting kept) {
            return new Decision(kept, completion, waiting);
        }

        /** When it is to be looked at again, as log time in milliseconds. */
        public long due(CompletionRules rules, Retention retention) {
            return waiting == null ? meeting.due(rules, retention) : waiting.due();
        }
    }

    /**
     * Decides after a delivery.
     *
     * @param now when the delivery counts as received, in milliseconds
     * @param passed what the clock that deadlines fire by has passed, in milliseconds: never later than {@code now}
     * @param key the meeting's key, {@code {source}/{session}}
     * @param before the meeting without the delivery; null where it is the first
     * @param after the meeting with all that the delivery says
     */
    public static Decision afterDelivery(
            long now,
            long passed,
            String key,
            @Nullable Meeting before,
            Meeting after,
            CompletionRules rules,
            ByDelivery delivery) {
        Publication last = before == null ? null : before.life().last();
        if (before == null || last == null) {
            return closed(now, passed, key, after, Course.of(after.state(), rules), rules, delivery);
        }
        // Most deliveries to a closed meeting repeat what its record says.
        if (last.tombstoned() || after.state().saysTheSameAs(before.state())) {
            return Decision.nothing(after);
        }
        var course = Course.of(after.state(), rules);
        if (after.state().isDeleted() && !last.deleted()) {
            return published(
                    key,
                    after,
                    course,
                    next(after, last, ClosedBy.DELETION, now, delivery),
                    said(before, after.life(), rules).changedTo(CompletionRecord.said(after.state(), rules)));
        }
        return switch (after.life()) {
            case Open _, Reopened _ -> closed(now, passed, key, after, course, rules, delivery);
            case Closed(var _, PendingRevision pending) -> {
                RecordContent said = said(before, after.life(), rules);
                if (goesOn(before, after, last, course, rules)) {
                    yield closed(now, passed, key, after.with(new Reopened(last, said)), course, rules, delivery);
                }
                PendingRevision next = pending == null
                        ? new PendingRevision(now + PAUSE.toMillis(), said, delivery.pulled())
                        : pending.after(delivery);
                Meeting waiting = after.with(new Closed(last, next));
                yield pending == null
                        ? Decision.nothing(waiting)
                        : revised(passed, key, waiting, last, next, course, rules, delivery);
            }
            case Stub _ -> throw new IllegalStateException("a delivery makes a stub a closed meeting");
        };
    }

    /** What the last revision says, of a meeting that was not heard of since or has kept it. */
    private static RecordContent said(Meeting before, Life after, CompletionRules rules) {
        return switch (after) {
            case Reopened(var _, RecordContent said) -> said;
            case Closed(var _, PendingRevision pending) when pending != null -> pending.said();
            case Open _, Closed _, Stub _ -> CompletionRecord.said(before.state(), rules);
        };
    }

    /** No end was known, and something was heard; or the bot made another attempt. */
    private static boolean goesOn(
            Meeting before, Meeting after, Publication last, Course course, CompletionRules rules) {
        return !after.state().isDeleted()
                && (last.provisional()
                        || course.attempts().size()
                                > Course.of(before.state(), rules).attempts().size());
    }

    /**
     * Decides when a meeting is looked at again at that log time.
     *
     * @param now log time in milliseconds
     * @param key the meeting's key, {@code {source}/{session}}
     */
    public static Decision atDeadline(
            long now, String key, Meeting meeting, CompletionRules rules, Retention retention) {
        Decision decision = revisedAtDeadline(now, key, meeting, rules);
        Meeting after = decision.meeting();
        boolean isFollowed = decision.completion() == null
                && !after.isTombstoned()
                && after.isToBeFollowed(now, retention)
                && !after.isToBeTombstoned(now, retention);
        return isFollowed ? follow(now, key, after, rules) : decision;
    }

    private static Decision revisedAtDeadline(long now, String key, Meeting meeting, CompletionRules rules) {
        var course = Course.of(meeting.state(), rules);
        return switch (meeting.life()) {
            case Open _, Reopened _ -> closed(now, now, key, meeting, course, rules, new ByDeadline());
            case Closed(Publication last, PendingRevision pending) ->
                pending == null
                        ? Decision.nothing(meeting)
                        : revised(now, key, meeting, last, pending, course, rules, new ByDeadline());
            case Stub _ -> Decision.nothing(meeting);
        };
    }

    /** Says the same once more, as the revision after, so that what stood before the last one leaves the topic. */
    private static Decision follow(long now, String key, Meeting meeting, CompletionRules rules) {
        Publication last = Objects.requireNonNull(meeting.life().last(), "only what was published is followed");
        Decision decision = published(
                key,
                meeting,
                Course.of(meeting.state(), rules),
                next(meeting, last, ClosedBy.DELETION, now, new ByDeadline()),
                List.of());
        Meeting followed = decision.meeting().followed();
        return decision.keeping(
                meeting.life() instanceof Stub && followed.life() instanceof Closed(Publication said, var _)
                        ? followed.with(new Stub(said, null))
                        : followed);
    }

    private static Decision closed(
            long now, long passed, String key, Meeting meeting, Course course, CompletionRules rules, Cause cause) {
        var closing = Closing.of(meeting.state(), course);
        if (closing.due() > passed) {
            return new Decision(meeting, null, Waiting.of(meeting, course, closing));
        }
        List<String> changed = null;
        if (meeting.life() instanceof Reopened(Publication before, RecordContent said)) {
            RecordContent says = CompletionRecord.said(meeting.state(), rules);
            if (said.isTheSameAs(says)) {
                return Decision.nothing(meeting.with(new Closed(before, null)));
            }
            if (isStillUnknown(before, meeting.state(), course)) {
                return Decision.nothing(meeting.with(new Closed(before, PendingRevision.withTheNextOne(said))));
            }
            changed = said.changedTo(says);
        }
        Publication last = meeting.life().last();
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
                        closedBy(closing, cause),
                        at,
                        at,
                        cause),
                changed);
    }

    /** A deletion is one whoever told of it; else what was pulled came because somebody asked. */
    private static ClosedBy closedBy(Closing closing, Cause cause) {
        return cause instanceof ByDelivery delivery && delivery.pulled() && closing.by() != ClosedBy.DELETION
                ? ClosedBy.RECONCILED
                : closing.by();
    }

    /** Once said, that no end is known and nothing is there needs no saying again. */
    private static boolean isStillUnknown(Publication last, MeetingState state, Course course) {
        return last.provisional()
                && !state.isDeleted()
                && course.artifacts().isEmpty()
                && Outcomes.apartFromDeletion(course) == Outcome.TIMED_OUT;
    }

    /** Once the pause is over: whether there is anything new to say is found out of all that changed in it. */
    private static Decision revised(
            long now,
            String key,
            Meeting meeting,
            Publication last,
            PendingRevision pending,
            Course course,
            CompletionRules rules,
            Cause cause) {
        if (pending.dueAt() > now || last.tombstoned()) {
            return Decision.nothing(meeting);
        }
        RecordContent says = CompletionRecord.said(meeting.state(), rules);
        if (says.isTheSameAs(pending.said())) {
            return Decision.nothing(meeting.with(new Closed(last, null)));
        }
        return published(
                key,
                meeting,
                course,
                next(meeting, last, pending.closedBy(), pending.dueAt(), cause),
                pending.said().changedTo(says));
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

    /** @param changed the fields that say something else than in the revision before; null where that is not known */
    private static Decision published(
            String key, Meeting meeting, Course course, Revision revision, @Nullable List<String> changed) {
        MeetingState state = meeting.state();
        MeetingCompletion record = CompletionRecord.of(key, meeting.vendor(), state, course, revision);
        record.setChanged(changed);
        var last = new Publication(
                revision.number(),
                revision.closedAt(),
                revision.at(),
                state.isDeleted(),
                false,
                record.getOutcome() == Outcome.TIMED_OUT);
        return new Decision(meeting.with(new Closed(last, null)), record, null);
    }
}
