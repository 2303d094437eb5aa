package io.adjourn.streams.topology;

import io.adjourn.streams.completion.Meeting;
import io.adjourn.streams.topology.MeetingsByTime.Entry;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Which meetings have no record yet, the longest known first: kept beside their states so that the oldest is at hand, and
 * counted from it anew wherever a task begins. Not thread-safe: one task's.
 *
 * <p>The value of an entry, version 1, is the id of the meeting's vendor in UTF-8. A later version has to begin with a byte below
 * {@value #FIRST_OF_TEXT}, as no vendor's id does: until it is known here, the vendor is read as {@value #UNKNOWN}.
 */
final class OpenMeetings {
    private static final byte FIRST_OF_TEXT = ' ';
    private static final String UNKNOWN = "unknown";

    private final MeetingsByTime meetings;
    private final Gauges gauges;

    OpenMeetings(MeetingsByTime meetings, Gauges gauges) {
        this.meetings = meetings;
        this.gauges = gauges;
        meetings.forEach(open -> gauges.opened(open.meeting(), vendorOf(open)));
    }

    /** Takes note of what became of the meeting. */
    void changed(String key, @Nullable Meeting before, @Nullable Meeting after) {
        Long was = openSince(before);
        Long is = openSince(after);
        if (was != null && !was.equals(is)) {
            meetings.remove(was, key);
        }
        if (after != null && is != null && !is.equals(was)) {
            meetings.put(is, key, after.vendor().getBytes(StandardCharsets.UTF_8));
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
        return meetings.first().map(Entry::time).orElse(null);
    }

    /** Takes them out of the count: the task goes elsewhere. */
    void leave() {
        meetings.forEach(open -> gauges.closed(open.meeting(), vendorOf(open)));
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
