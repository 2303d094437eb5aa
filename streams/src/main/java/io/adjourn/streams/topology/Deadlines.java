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

    Deadlines(MeetingsByTime meetings) {
        this.meetings = meetings;
    }

    /** Whether an entry may be due at that log time; costs nothing, and spares most records a look at the store. */
    boolean mayBeDue(long now) {
        return meetings.noneBefore() <= now;
    }

    /** Takes out the earliest entry due at that log time or before. */
    Optional<Entry> poll(long now) {
        if (!mayBeDue(now)) {
            return Optional.empty();
        }
        Optional<Entry> due = meetings.first().filter(entry -> entry.time() <= now);
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
        }
    }
}
