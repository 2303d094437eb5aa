package io.adjourn.streams.completion;

import io.adjourn.streams.completion.Life.Closed;
import io.adjourn.streams.completion.Life.Open;
import io.adjourn.streams.completion.Life.Reopened;
import io.adjourn.streams.completion.Life.Stub;
import io.adjourn.vendors.CompletionRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is kept of one meeting: what its events say, where it is in its life, and when to look at it again.
 *
 * @param vendor whose meeting it is
 * @param scheduledAt log time of its entry among the deadlines, in milliseconds; null where it has none. Never later than its
 *     {@linkplain #due due time}, often earlier: an entry that comes too early is moved when it fires
 * @param numbering where its revisions begin to count
 * @param traces of deliveries that shaped it, the ids of trace and span with a dash between: the first {@value #MAX_TRACES}, none
 *     where nothing is traced
 */
public record Meeting(
        String vendor,
        MeetingState state,
        Life life,
        @Nullable Long scheduledAt,
        Numbering numbering,
        List<String> traces) {
    /** As many as a trace's reader follows; the rest is in the events' own topics. */
    static final int MAX_TRACES = 32;

    public Meeting {
        traces = List.copyOf(traces);
    }

    /** One that nothing traced has shaped. */
    Meeting(String vendor, MeetingState state, Life life, @Nullable Long scheduledAt, Numbering numbering) {
        this(vendor, state, life, scheduledAt, numbering, List.of());
    }

    /** A meeting of which nothing is known yet. */
    public static Meeting opened(String vendor, Numbering numbering) {
        return new Meeting(vendor, MeetingState.NOTHING, new Open(), null, numbering);
    }

    /** One without any record. */
    public static Meeting opened(String vendor) {
        return opened(vendor, Numbering.FIRST);
    }

    /** Whether it has no record yet, or goes on after it. */
    public boolean isOpen() {
        return life instanceof Open || life instanceof Reopened;
    }

    /** Whether it waits for the same as another state of it, which is open, too. */
    public boolean isAsOpenAs(Meeting before) {
        return state.log().equals(before.state.log()) && state.saysTheSameAs(before.state);
    }

    public boolean isStub() {
        return life instanceof Stub;
    }

    /** Log time of its first event, in milliseconds. */
    public long firstSeen() {
        return state.log().firstSeen();
    }

    /** Log time of the last event that was news, in milliseconds. */
    public long lastNews() {
        return state.log().lastNews();
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
        boolean knownByItsRecord =
                life instanceof Stub(Publication last, var _) && last.revision() == numbering.before();
        return knownByItsRecord && !state.isDeleted() && logTime <= firstSeen()
                ? new Meeting(vendor, MeetingState.NOTHING, new Open(), null, numbering)
                : this;
    }

    /** With the fact folded in: a stub is a closed meeting again. */
    public Meeting with(Fact fact) {
        Life found = life instanceof Stub(Publication last, PendingRevision pending) ? new Closed(last, pending) : life;
        return new Meeting(vendor, MeetingFold.apply(state, fact), found, scheduledAt, numbering, traces);
    }

    /** With the ids of trace and span of a delivery that shaped it, as far as there is room. */
    public Meeting tracedBy(String trace) {
        if (traces.size() >= MAX_TRACES || traces.contains(trace)) {
            return this;
        }
        var all = new ArrayList<>(traces);
        all.add(trace);
        return new Meeting(vendor, state, life, scheduledAt, numbering, all);
    }

    /** Whether activity at that log time puts off its end. A closed meeting is not opened by activity alone. */
    public boolean isKeptOpenBy(long logTime) {
        return isOpen()
                && state.log().withActivity(logTime).lastNews() > state.log().lastNews();
    }

    /** With activity at that log time. */
    public Meeting withActivity(long logTime) {
        return new Meeting(vendor, MeetingFold.withActivity(state, logTime), life, scheduledAt, numbering, traces);
    }

    /** With its entry among the deadlines at the given log time, or with none. */
    public Meeting scheduledAt(@Nullable Long logTime) {
        return new Meeting(vendor, state, life, logTime, numbering, traces);
    }

    /** When it is to be looked at again, as log time in milliseconds. */
    public long due(CompletionRules rules, Retention retention) {
        return switch (life) {
            case Open _, Reopened _ ->
                Closing.of(state, Course.of(state, rules)).due();
            case Closed(Publication last, PendingRevision pending) ->
                Math.min(pending == null ? Long.MAX_VALUE : pending.dueAt(), keptUntil(last, retention));
            case Stub(Publication last, var _) -> keptUntil(last, retention);
        };
    }

    /** Whether its record is to be deleted from its topic by that log time. */
    public boolean isToBeTombstoned(long now, Retention retention) {
        Publication last = life.last();
        return last != null && tombstoneDue(last, retention) <= now;
    }

    /** Whether its record is to be deleted from its topic at all: before all of the meeting is forgotten, else nobody would. */
    public boolean isEverToBeTombstoned(Retention retention) {
        return isToBeTombstoned(Long.MAX_VALUE - 1, retention);
    }

    /** Whether a record is to follow by that log time, so that what stood before the last one leaves the topic. */
    public boolean isToBeFollowed(long now, Retention retention) {
        Publication last = life.last();
        return last != null && followDue(last, retention) <= now;
    }

    /** Whether its record was deleted from its topic: none may follow. */
    public boolean isTombstoned() {
        Publication last = life.last();
        return last != null && last.tombstoned();
    }

    /** Whether its data was deleted: nothing that was said in it, or leads to it, may be published any more. */
    public boolean isDeleted() {
        return state.isDeleted();
    }

    /** Whether all of it is to be forgotten by that log time. */
    public boolean isToBeForgotten(long now, Retention retention) {
        return life instanceof Stub(Publication last, var _) && restsUntil(last, retention) <= now;
    }

    /** With its record deleted from its topic at that log time: what the record said is not kept here either. */
    public Meeting tombstoned(long now) {
        var without = new Meeting(vendor, MeetingFold.deletedAt(state, now), life, scheduledAt, numbering, traces);
        return switch (life) {
            case Open _ -> this;
            case Reopened(Publication last, RecordContent _) -> without.with(new Closed(last.asTombstoned(now), null));
            case Closed(Publication last, var _) -> without.with(new Closed(last.asTombstoned(now), null));
            case Stub(Publication last, var _) -> without.with(new Stub(last.asTombstoned(now), null));
        };
    }

    /** With the record that was to follow its last one. */
    public Meeting followed() {
        return switch (life) {
            case Open _, Reopened _ -> this;
            case Closed(Publication last, PendingRevision pending) -> with(new Closed(last.asFollowed(), pending));
            case Stub(Publication last, PendingRevision pending) -> with(new Stub(last.asFollowed(), pending));
        };
    }

    /** With as much of the customer's own metadata as may be kept of it. */
    public Meeting keeping(KeptAttributes policy) {
        return state.isDeleted()
                ? new Meeting(vendor, state.keeping(kept(policy)), life, scheduledAt, numbering, traces)
                : this;
    }

    /** How much of the customer's own metadata may be published, once its data is deleted. */
    public KeptAttributes kept(KeptAttributes policy) {
        if (isTombstoned()) {
            return KeptAttributes.NONE;
        }
        return state.erased() ? policy.afterErasure() : policy;
    }

    /**
     * As it is to be kept from that log time on. A closed meeting that nothing has been heard of for long enough keeps what
     * its record says, so that a late event adds to it, and forgets by which events it knows.
     */
    public Meeting compacted(long now, Retention retention) {
        return life instanceof Closed(Publication last, PendingRevision pending) && restsUntil(last, retention) <= now
                ? new Meeting(vendor, state.withoutIdentities(), new Stub(last, pending), scheduledAt, numbering)
                : this;
    }

    Meeting with(Life other) {
        return new Meeting(vendor, state, other, scheduledAt, numbering, traces);
    }

    private long restsUntil(Publication last, Retention retention) {
        Duration rest = isStub() ? retention.retain().plus(retention.stubRetain()) : retention.retain();
        return Math.max(last.at(), state.log().lastNews()) + rest.toMillis();
    }

    private long keptUntil(Publication last, Retention retention) {
        return Math.min(
                restsUntil(last, retention), Math.min(tombstoneDue(last, retention), followDue(last, retention)));
    }

    private static long tombstoneDue(Publication last, Retention retention) {
        if (last.tombstoned()) {
            return Long.MAX_VALUE;
        }
        return Math.min(
                after(last.closedAt(), retention.maxAge()),
                last.deleted() ? after(last.at(), retention.tombstoneAfter()) : Long.MAX_VALUE);
    }

    private static long followDue(Publication last, Retention retention) {
        return last.isToBeFollowed() ? after(last.at(), retention.followAfter()) : Long.MAX_VALUE;
    }

    private static long after(long time, @Nullable Duration wait) {
        return wait == null ? Long.MAX_VALUE : time + wait.toMillis();
    }
}
