package io.adjourn.streams.topology;

import io.adjourn.streams.completion.Meeting;
import io.adjourn.streams.completion.MeetingBytes;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of each meeting, by its key. The ones that were heard of last are at hand beside the store, which has them too:
 * what is told of one meeting comes close together. Not thread-safe: one task's, and made anew whenever its store was changed by
 * another.
 */
final class Meetings {
    /** How much is at hand, by its bytes in the store; on the heap that is about four times as much. */
    static final int BYTES_AT_HAND = 2 * 1024 * 1024;

    private final KeyValueStore<String, byte[]> store;
    private final Map<String, AtHand> atHand = new LinkedHashMap<>(16, 0.75f, true);
    private long bytesAtHand;

    Meetings(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    private record AtHand(Meeting meeting, int bytes) {}

    @Nullable
    Meeting get(String key) {
        AtHand known = atHand.get(key);
        if (known != null) {
            return known.meeting();
        }
        byte[] bytes = store.get(key);
        if (bytes == null) {
            return null;
        }
        Meeting meeting = MeetingBytes.read(bytes);
        keepAtHand(key, new AtHand(meeting, bytes.length));
        return meeting;
    }

    /** Whether the meeting is open, and known since that log time. It does not become one of those heard of last. */
    boolean isOpenSince(long time, String key) {
        AtHand known = atHand.get(key);
        if (known != null) {
            return isOpenSince(time, known.meeting());
        }
        byte[] bytes = store.get(key);
        return bytes != null && isOpenSince(time, MeetingBytes.read(bytes));
    }

    private static boolean isOpenSince(long time, Meeting meeting) {
        return meeting.isOpen() && meeting.firstSeen() == time;
    }

    void put(String key, Meeting meeting) {
        byte[] bytes = MeetingBytes.of(meeting);
        store.put(key, bytes);
        keepAtHand(key, new AtHand(meeting, bytes.length));
    }

    /** By putting null: the store's {@code delete} would read first what stood there. */
    void delete(String key) {
        store.put(key, null);
        letGo(key);
    }

    private void keepAtHand(String key, AtHand latest) {
        letGo(key);
        // Of a stub nobody expects to hear again.
        if (latest.meeting().stub()) {
            return;
        }
        atHand.put(key, latest);
        bytesAtHand += latest.bytes();
        for (Iterator<AtHand> longestAgo = atHand.values().iterator(); bytesAtHand > BYTES_AT_HAND; ) {
            bytesAtHand -= longestAgo.next().bytes();
            longestAgo.remove();
        }
    }

    private void letGo(String key) {
        AtHand known = atHand.remove(key);
        if (known != null) {
            bytesAtHand -= known.bytes();
        }
    }
}
