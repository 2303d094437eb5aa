package io.adjourn.streams.store;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Which events there were that belong to no meeting's state, each for {@link #KNOWN_FOR} since its log time. It stands in the window
 * that the log time is in: so a look takes a read by key of each window that it can be in, and reads are quick to say that it is not
 * there, as most times it is not. Not thread-safe: one task's.
 *
 * <p>The value of an entry, version 1, is its log time in milliseconds, eight bytes in network order. A later version has to be of
 * another length. What is of none that is known here says nothing: an event may then be published twice, but none is lost.
 */
public final class SeenEvents {
    /** Longer than any vendor retries. */
    public static final Duration KNOWN_FOR = Duration.ofDays(7);

    /** How long a window is: then what is known is in the current one, or in the one before. */
    public static final Duration WINDOW = KNOWN_FOR;

    /** How long the store keeps a window, from its beginning: with a day for log time that steps back into the one before. */
    public static final Duration RETENTION = WINDOW.plus(KNOWN_FOR).plusDays(1);

    /** Of the 64 characters of an event's id: half of a SHA-256 tells it from all others as well. */
    private static final int CHARACTERS = 32;

    /** No event's. */
    public static final String PLACEHOLDER = "";

    private final WindowStore<String, byte[]> store;
    private boolean neverEmpty;

    public SeenEvents(WindowStore<String, byte[]> store) {
        this.store = store;
    }

    /** Whether the event was there before, by what is known at that log time. */
    public boolean has(String eventId, long now) {
        String key = key(eventId);
        long current = windowOf(now);
        // The next one, too: log time may step back where another broker takes the lead.
        return isIn(current, key, now)
                || isIn(current - WINDOW.toMillis(), key, now)
                || isIn(current + WINDOW.toMillis(), key, now);
    }

    /** Remembers that the event was there at that log time, in milliseconds. */
    public void add(String eventId, long now) {
        store.put(key(eventId), bytes(now), windowOf(now));
    }

    /**
     * Makes sure that something is in the store. Kafka Streams 4.3 writes down in a window how far it has read the store's changelog:
     * where there is none, it takes the task for corrupt at the next start, and restores all of its stores.
     */
    public void neverBeEmpty() {
        if (neverEmpty) {
            return;
        }
        try (var all = store.all()) {
            if (!all.hasNext()) {
                // At the beginning of time, so that whatever comes is newer and may take its place.
                store.put(PLACEHOLDER, bytes(0), 0);
            }
        }
        neverEmpty = true;
    }

    private boolean isIn(long window, String key, long now) {
        byte[] time = window < 0 ? null : store.fetch(key, window);
        return time != null
                && time.length == Long.BYTES
                && ByteBuffer.wrap(time).getLong() >= now - KNOWN_FOR.toMillis();
    }

    private static byte[] bytes(long time) {
        return ByteBuffer.allocate(Long.BYTES).putLong(time).array();
    }

    private static String key(String eventId) {
        return eventId.substring(0, CHARACTERS);
    }

    private static long windowOf(long logTime) {
        return logTime - logTime % WINDOW.toMillis();
    }
}
