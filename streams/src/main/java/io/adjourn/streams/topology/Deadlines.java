package io.adjourn.streams.topology;

import io.adjourn.streams.topology.MeetingsByTime.Entry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When to look at which meeting again, ordered by due time, so that looking costs what is due and not what is open. One
 * entry a meeting. Not thread-safe: one task's.
 */
final class Deadlines {
    private static final byte[] PRESENT = {};

    private final MeetingsByTime meetings;

    /** No entry is due before this; {@link Long#MAX_VALUE} where there is none. Spares most records a look at the store. */
    private long next;

    Deadlines(MeetingsByTime meetings) {
        this.meetings = meetings;
        this.next = meetings.first(0).map(Entry::time).orElse(Long.MAX_VALUE);
    }

    /** Whether an entry may be due at that log time; costs nothing. */
    boolean mayBeDue(long now) {
        return next <= now;
    }

    /** Takes out the earliest entry due at that log time or before. */
    Optional<Entry> poll(long now) {
        if (!mayBeDue(now)) {
            return Optional.empty();
        }
        // From there on: what was deleted before it need not be passed over again.
        Optional<Entry> first = meetings.first(next);
        next = first.map(Entry::time).orElse(Long.MAX_VALUE);
        Optional<Entry> due = first.filter(entry -> entry.time() <= now);
        due.ifPresent(entry -> meetings.remove(entry.time(), entry.meeting()));
        return due;
    }

    /** Moves the meeting's entry from one log time to another, either of which may be none. */
    void move(String meeting, @Nullable Long from, @Nullable Long to) {
        if (from != null && !from.equals(to)) {
            meetings.remove(from, meeting);
        }
        if (to != null && !to.equals(from)) {
            meetings.put(to, meeting, PRESENT);
            next = Math.min(next, to);
        }
    }
}
