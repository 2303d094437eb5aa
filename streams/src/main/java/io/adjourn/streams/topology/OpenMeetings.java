package io.adjourn.streams.topology;

import io.adjourn.streams.completion.Meeting;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Which meetings have no record yet, the longest known first: kept beside their states so that the oldest is at hand, and
 * counted from it anew wherever a task begins. Not thread-safe: one task's.
 */
final class OpenMeetings {
    private final KeyValueStore<Bytes, byte[]> store;
    private final Gauges gauges;

    OpenMeetings(KeyValueStore<Bytes, byte[]> store, Gauges gauges) {
        this.store = store;
        this.gauges = gauges;
        try (var all = store.all()) {
            while (all.hasNext()) {
                var entry = all.next();
                gauges.opened(meetingOf(entry.key), text(entry.value));
            }
        }
    }

    /** Takes note of what became of the meeting. */
    void changed(String key, @Nullable Meeting before, @Nullable Meeting after) {
        Long was = openSince(before);
        Long is = openSince(after);
        if (was != null && !was.equals(is)) {
            // Deletes, and does not read first what stood there, as delete would.
            store.put(entry(was, key), null);
        }
        if (after != null && is != null && !is.equals(was)) {
            store.put(entry(is, key), after.vendor().getBytes(StandardCharsets.UTF_8));
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
        try (var all = store.all()) {
            return all.hasNext()
                    ? Long.valueOf(ByteBuffer.wrap(all.next().key.get()).getLong())
                    : null;
        }
    }

    /** Takes them out of the count: the task goes elsewhere. */
    void leave() {
        try (var all = store.all()) {
            while (all.hasNext()) {
                var entry = all.next();
                gauges.closed(meetingOf(entry.key), text(entry.value));
            }
        }
    }

    private static @Nullable Long openSince(@Nullable Meeting meeting) {
        return meeting != null && meeting.isOpen() ? Long.valueOf(meeting.firstSeen()) : null;
    }

    private static Bytes entry(long since, String key) {
        byte[] name = key.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES + name.length)
                .putLong(since)
                .put(name)
                .array());
    }

    private static String meetingOf(Bytes entry) {
        byte[] bytes = entry.get();
        return new String(bytes, Long.BYTES, bytes.length - Long.BYTES, StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
