package io.adjourn.streams.topology;

import io.adjourn.streams.completion.Waiting;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What open meetings wait for and the topic of open meetings does not say yet: while a backlog is read, of each meeting only the last
 * word counts, and one record stands for several deliveries.
 *
 * <p>A process that ends before all is said leaves a mark, in the transaction that deferred it: since when what is news of an open
 * meeting may not be said. The next one says all of that again. The mark is kept beside the deadlines, under a key that is too short for
 * one of theirs, which every build skips: eight bytes in network order, milliseconds of log time. Not thread-safe: one task's.
 */
final class Deferred {
    static final Bytes KEY = Bytes.wrap("unsaid".getBytes(StandardCharsets.US_ASCII));

    /** A megabyte or so of each task's. */
    private static final int MOST = 4_096;

    private static final long NEVER = Long.MAX_VALUE;

    private final KeyValueStore<Bytes, byte[]> store;
    private final Map<String, Waiting> waiting = new HashMap<>();
    private long marked;
    private long left;
    private long since;

    /** @param store where the deadlines are */
    Deferred(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
        byte[] mark = store.get(KEY);
        this.left = mark == null || mark.length != Long.BYTES
                ? NEVER
                : ByteBuffer.wrap(mark).getLong();
        this.marked = left;
    }

    /** Whether a process that ended may have left it unsaid. */
    boolean mayBeLeft(long lastNews) {
        return lastNews >= left;
    }

    /** All that may have been left was looked at. */
    void noneIsLeft() {
        if (left != NEVER) {
            left = NEVER;
            unmark();
        }
    }

    /**
     * Defers what the meeting waits for.
     *
     * @param now in milliseconds
     */
    void add(String meeting, Waiting what, long now) {
        if (waiting.isEmpty()) {
            since = now;
        }
        waiting.put(meeting, what);
        if (what.lastNews() < marked) {
            marked = what.lastNews();
            store.put(KEY, ByteBuffer.allocate(Long.BYTES).putLong(marked).array());
        }
    }

    /** The meeting is not open any more, or what it waits for is said. */
    void remove(String meeting) {
        waiting.remove(meeting);
    }

    boolean isFull() {
        return waiting.size() >= MOST;
    }

    /** Since when the first is deferred, in milliseconds; null where none is. */
    @Nullable
    Long since() {
        return waiting.isEmpty() ? null : since;
    }

    /** Hands all out: they are said now. */
    void drain(BiConsumer<String, Waiting> say) {
        waiting.forEach(say);
        waiting.clear();
        unmark();
    }

    private void unmark() {
        if (waiting.isEmpty() && left == NEVER && marked != NEVER) {
            marked = NEVER;
            store.delete(KEY);
        }
    }
}
