package io.adjourn.streams.topology;

import io.adjourn.streams.completion.Meeting;
import io.adjourn.streams.completion.UnreadableStateException;
import io.adjourn.streams.metrics.Gauges;
import io.adjourn.streams.store.MeetingStore;
import io.adjourn.streams.store.MeetingsByTime;
import io.adjourn.streams.store.MeetingsByTime.Entry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Which meetings have no record yet, the longest known first: kept beside their states so that the oldest is known, and
 * counted from it again wherever a task begins. Not thread-safe: one task's.
 *
 * <p>A disk that was away for longer than the changelog remembers deletions brings entries back whose meetings have long had
 * their record. So each entry that was there when the task began is looked up among the meetings, a portion at a time, and what
 * is not so is taken out.
 *
 * <p>The value of an entry, version 1, is the id of the meeting's vendor in UTF-8. A later version has to begin with a byte below
 * {@value #FIRST_OF_TEXT}, as no vendor's id does: until it is known here, the vendor is read as {@value #UNKNOWN}.
 */
final class OpenMeetings {
    /** How many entries are looked up at once: a million in minutes, beside all other work. */
    static final int CHECKED_AT_ONCE = 500;

    private static final byte FIRST_OF_TEXT = ' ';
    private static final String UNKNOWN = "unknown";

    private final MeetingsByTime index;
    private final MeetingStore meetings;
    private final Gauges gauges;
    private boolean checked;
    private @Nullable Entry checkedLast;

    /**
     * @param index their entries
     * @param meetings their states, which are right where an entry says otherwise
     */
    OpenMeetings(MeetingsByTime index, MeetingStore meetings, Gauges gauges) {
        this.index = index;
        this.meetings = meetings;
        this.gauges = gauges;
        index.forEach(open -> gauges.opened(open.meeting(), vendorOf(open)));
    }

    /**
     * Looks up the next portion of what was there at the beginning, the oldest first.
     *
     * @param isOpen takes each that is open, with its key
     * @return whether all that was there is looked up
     */
    boolean check(BiConsumer<String, Meeting> isOpen) {
        if (checked) {
            return true;
        }
        List<Entry> portion = index.next(checkedLast, CHECKED_AT_ONCE);
        for (Entry entry : portion) {
            checkedLast = entry;
            check(entry, isOpen);
        }
        checked = portion.size() < CHECKED_AT_ONCE;
        return checked;
    }

    private void check(Entry entry, BiConsumer<String, Meeting> isOpen) {
        try {
            Meeting meeting = meetings.peek(entry.meeting());
            if (Long.valueOf(entry.time()).equals(openSince(meeting)) && meeting != null) {
                isOpen.accept(entry.meeting(), meeting);
            } else {
                index.remove(entry);
                gauges.closed(entry.meeting(), vendorOf(entry));
            }
        } catch (UnreadableStateException e) {
            // It may be open.
        }
    }

    /** Takes note of what became of the meeting. */
    void changed(String key, @Nullable Meeting before, @Nullable Meeting after) {
        Long was = openSince(before);
        Long is = openSince(after);
        if (was != null && !was.equals(is)) {
            index.remove(was, key);
        }
        if (after != null && is != null && !is.equals(was)) {
            index.put(is, key, after.vendor().getBytes(StandardCharsets.UTF_8));
        }
        if (was == null && is != null && after != null) {
            gauges.opened(key, after.vendor());
        }
        if (was != null && is == null && before != null) {
            gauges.closed(key, before.vendor());
        }
    }

    /** Log time since which the longest open one is known, in milliseconds; null where none is open. */
    @Nullable
    Long oldest() {
        return index.first().map(Entry::time).orElse(null);
    }

    /** Takes them out of the count: the task goes elsewhere. */
    void leave() {
        index.forEach(open -> gauges.closed(open.meeting(), vendorOf(open)));
    }

    private static @Nullable Long openSince(@Nullable Meeting meeting) {
        return meeting != null && meeting.isOpen() ? Long.valueOf(meeting.firstSeen()) : null;
    }

    private static String vendorOf(Entry open) {
        byte[] value = open.value();
        boolean isText = value.length > 0 && value[0] >= FIRST_OF_TEXT;
        return isText ? new String(value, StandardCharsets.UTF_8) : UNKNOWN;
    }
}
