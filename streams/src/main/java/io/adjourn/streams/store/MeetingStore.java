package io.adjourn.streams.store;

import io.adjourn.streams.completion.Meeting;
import io.adjourn.streams.completion.MeetingBytes;
import io.adjourn.streams.completion.StateSchemas;
import io.adjourn.streams.completion.UnreadableStateException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of each meeting, by its key, with a cache of those that were heard of last: deliveries of one meeting come close
 * together. The store always has them too. Not thread-safe: one task's, and created again whenever its store was changed by
 * another.
 */
public final class MeetingStore {
    /** How much is cached, by its bytes in the store; on the heap that is about four times as much. */
    public static final int CACHED_BYTES = 2 * 1024 * 1024;

    private final KeyValueStore<String, byte[]> store;
    private final MeetingBytes bytes;
    private final Map<String, Cached> cache = new LinkedHashMap<>(16, 0.75f, true);
    private long cachedBytes;
    private boolean schemaIsLeft;

    public MeetingStore(KeyValueStore<String, byte[]> store) {
        this.store = store;
        this.bytes = new MeetingBytes(store::get);
    }

    private record Cached(Meeting meeting, int bytes) {}

    /**
     * The meeting, which becomes one of those heard of last; null where nothing is known of it.
     *
     * @throws UnreadableStateException where something is kept of it that this build cannot read; it stays as it is
     */
    @Nullable
    public Meeting get(String key) throws UnreadableStateException {
        Cached known = cache.get(key);
        if (known != null) {
            return known.meeting();
        }
        byte[] stored = store.get(key);
        if (stored == null) {
            return null;
        }
        Meeting meeting = bytes.read(stored);
        cache(key, new Cached(meeting, stored.length));
        return meeting;
    }

    /** The meeting, which does not become one of those heard of last; null where nothing is known of it. */
    @Nullable
    public Meeting peek(String key) throws UnreadableStateException {
        Cached known = cache.get(key);
        if (known != null) {
            return known.meeting();
        }
        byte[] stored = store.get(key);
        return stored == null ? null : bytes.read(stored);
    }

    /** Stores the meeting, which becomes one of those heard of last. */
    public void put(String key, Meeting meeting) {
        leaveSchema();
        byte[] written = MeetingBytes.of(meeting);
        store.put(key, written);
        cache(key, new Cached(meeting, written.length));
    }

    /** Before the first state that is written with it, and in the same transaction or an earlier one: so it is always there. */
    private void leaveSchema() {
        if (!schemaIsLeft) {
            if (store.get(StateSchemas.KEY) == null) {
                store.put(StateSchemas.KEY, StateSchemas.newest());
            }
            schemaIsLeft = true;
        }
    }

    /** By putting null: the store's {@code delete} would read first what stood there. */
    public void delete(String key) {
        store.put(key, null);
        letGo(key);
    }

    private void cache(String key, Cached latest) {
        letGo(key);
        // Of a stub nobody expects to hear again.
        if (latest.meeting().isStub()) {
            return;
        }
        cache.put(key, latest);
        cachedBytes += latest.bytes();
        for (Iterator<Cached> longestAgo = cache.values().iterator(); cachedBytes > CACHED_BYTES; ) {
            cachedBytes -= longestAgo.next().bytes();
            longestAgo.remove();
        }
    }

    private void letGo(String key) {
        Cached known = cache.remove(key);
        if (known != null) {
            cachedBytes -= known.bytes();
        }
    }
}
