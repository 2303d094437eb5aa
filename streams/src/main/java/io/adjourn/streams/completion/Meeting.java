package io.adjourn.streams.completion;

import io.adjourn.vendors.CompletionRules;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * All that is kept of one meeting: what its events say, what was published of it, and when to look at it again.
 *
 * @param vendor whose meeting it is
 * @param publication null until it closes
 * @param armed log time of its entry among the deadlines, in milliseconds; null where it has none. Never later than its
 *     {@linkplain #due due time}, often earlier: an entry that comes too early is moved when it fires
 * @param stub whether it is kept only to know a late event by: the identities of its events are forgotten
 * @param numbering where its revisions begin to count
 */
public record Meeting(
        String vendor,
        MeetingState state,
        @Nullable Publication publication,
        @Nullable Long armed,
        boolean stub,
        Numbering numbering) {

    /** A meeting of which nothing is known yet. */
    public static Meeting opened(String vendor) {
        return new Meeting(vendor, MeetingState.NOTHING, null, null, false, Numbering.FIRST);
    }

    /** Whether it has no record yet, or goes on after it. */
    public boolean isOpen() {
        return publication == null || publication.isReopened();
    }

    /** Log time of its first event, in milliseconds. */
    public long firstSeen() {
        return state.log().firstSeen();
    }

    /** Whether the event is known already. */
    public boolean has(long eventId) {
        return state.seen().has(eventId);
    }

    /**
     * As an event of that log time finds it. Where its state was lost and the event is its first, the log still has all of it: it
     * begins from nothing, and its revisions go on counting. Else the event adds to what its record says. What was deleted stays so.
     *
     * @param logTime in milliseconds
     */
    public Meeting foundBy(long logTime) {
        boolean knownByItsRecord = stub && publication != null && publication.revision() == numbering.before();
        return knownByItsRecord && !state.isDeleted() && logTime <= firstSeen()
                ? new Meeting(vendor, MeetingState.NOTHING, null, null, false, numbering)
                : this;
    }

    /** With the fact folded in. */
    public Meeting with(Fact fact) {
        return new Meeting(vendor, MeetingFold.apply(state, fact), publication, armed, false, numbering);
    }

    /** Whether activity at that log time puts off its end. A closed meeting is not opened by activity alone. */
    public boolean isKeptOpenBy(long logTime) {
        return isOpen()
                && state.log().withActivity(logTime).lastNews() > state.log().lastNews();
    }

    /** With activity at that log time. */
    public Meeting withActivity(long logTime) {
        return new Meeting(vendor, MeetingFold.withActivity(state, logTime), publication, armed, stub, numbering);
    }

    /** With its entry among the deadlines at the given log time, or with none. */
    public Meeting armedAt(@Nullable Long logTime) {
        return new Meeting(vendor, state, publication, logTime, stub, numbering);
    }

    /** When it is to be looked at again, as log time in milliseconds. */
    public long due(CompletionRules rules, Retention retention) {
        if (publication == null || publication.isReopened()) {
            return Closing.of(state, Course.of(state, rules)).due();
        }
        long next = restsUntil(publication, retention);
        if (publication.doubt() != null) {
            next = Math.min(next, publication.doubt().until());
        }
        return Math.min(next, buriedAt(retention));
    }

    /** Whether its record is to be deleted from its topic by that log time. */
    public boolean isToBeBuried(long now, Retention retention) {
        return buriedAt(retention) <= now;
    }

    /** Whether all of it is to be forgotten by that log time. */
    public boolean isToBeForgotten(long now, Retention retention) {
        return stub && publication != null && restsUntil(publication, retention) <= now;
    }

    /** With its record deleted from its topic. */
    public Meeting buried() {
        return publication == null ? this : published(publication.asBuried());
    }

    /**
     * As it is to be kept from that log time on. A closed meeting that nothing has been heard of for long enough keeps what
     * its record says, so that a late event adds to it, and forgets by which events it knows.
     */
    public Meeting shrunk(long now, Retention retention) {
        if (stub || isOpen() || publication == null || restsUntil(publication, retention) > now) {
            return this;
        }
        return new Meeting(vendor, state.withoutIdentities(), publication, armed, true, numbering);
    }

    private long restsUntil(Publication last, Retention retention) {
        Duration rest = stub ? retention.retain().plus(retention.stubRetain()) : retention.retain();
        return Math.max(last.at(), state.log().lastNews()) + rest.toMillis();
    }

    private long buriedAt(Retention retention) {
        Duration wait = retention.tombstoneAfter();
        return wait == null || publication == null || !publication.deleted() || publication.buried()
                ? Long.MAX_VALUE
                : publication.at() + wait.toMillis();
    }

    Meeting published(Publication publication) {
        return new Meeting(vendor, state, publication, armed, stub, numbering);
    }
}
