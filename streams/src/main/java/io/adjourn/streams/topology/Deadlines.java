package io.adjourn.streams.topology;

import io.adjourn.streams.store.MeetingsByTime;
import io.adjourn.streams.store.MeetingsByTime.Entry;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When to look at which meeting again, ordered by due time, so that looking costs what is due and not what is open. One
 * entry a meeting; one that was put off may be left over, and does nothing when it fires. Not thread-safe: one task's.
 *
 * <p>The value of an entry is, by its first byte:
 *
 * <pre>
 * nothing      version 1: the entry stands at the time that the meeting is armed for
 * 2            version 2: it was put off; the time that the meeting is armed for follows, eight bytes in network order
 * else         of a newer version: read as version 1
 * </pre>
 */
final class Deadlines {
    private static final byte[] VERSION_1 = {};
    private static final byte VERSION_2 = 2;

    private final MeetingsByTime meetings;

    Deadlines(MeetingsByTime meetings) {
        this.meetings = meetings;
    }

    /** Whether an entry may be due at that log time; costs nothing, and spares most records a look at the store. */
    boolean mayBeDue(long now) {
        return meetings.noneBefore() <= now;
    }

    /**
     * What is due.
     *
     * @param meeting the meeting's key
     * @param armed the log time that the meeting is armed for if this is its entry, in milliseconds
     */
    record Due(String meeting, long armed) {}

    /** Takes out the earliest entry due at that log time or before. */
    Optional<Due> poll(long now) {
        if (!mayBeDue(now)) {
            return Optional.empty();
        }
        Optional<Entry> due = meetings.first().filter(entry -> entry.time() <= now);
        due.ifPresent(meetings::remove);
        return due.map(entry -> new Due(entry.meeting(), armed(entry)));
    }

    private static long armed(Entry entry) {
        var value = ByteBuffer.wrap(entry.value());
        return value.limit() == 1 + Long.BYTES && value.get() == VERSION_2 ? value.getLong() : entry.time();
    }

    /** Puts back what was taken out, to be taken out again at that log time. The meeting stays armed as it is. */
    void putOff(Due due, long until) {
        byte[] value = ByteBuffer.allocate(1 + Long.BYTES)
                .put(VERSION_2)
                .putLong(due.armed())
                .array();
        meetings.put(until, due.meeting(), value);
    }

    /** Moves the meeting's entry from one log time to another, either of which may be none. */
    void move(String meeting, @Nullable Long from, @Nullable Long to) {
        if (from != null && !from.equals(to)) {
            meetings.remove(from, meeting);
        }
        if (to != null && !to.equals(from)) {
            meetings.put(to, meeting, VERSION_1);
        }
    }
}
