package io.adjourn.streams.topology;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * When to look at which meeting again, ordered by due time, so that looking costs what is due and not what is open. One
 * entry a meeting. Not thread-safe: one task's.
 */
final class Deadlines {
    private static final byte[] PRESENT = {};

    private final KeyValueStore<Bytes, byte[]> store;

    /** No entry is due before this; {@link Long#MAX_VALUE} where there is none. Spares most records a look at the store. */
    private long next;

    Deadlines(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
        this.next = first(0).map(Entry::due).orElse(Long.MAX_VALUE);
    }

    /** An entry: the meeting with that key, at that log time in milliseconds. */
    record Entry(long due, String meeting) {

        private Bytes key() {
            byte[] name = meeting.getBytes(StandardCharsets.UTF_8);
            return Bytes.wrap(ByteBuffer.allocate(Long.BYTES + name.length)
                    .putLong(due)
                    .put(name)
                    .array());
        }

        private static Entry of(Bytes key) {
            var bytes = ByteBuffer.wrap(key.get());
            long due = bytes.getLong();
            return new Entry(due, StandardCharsets.UTF_8.decode(bytes).toString());
        }
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
        Optional<Entry> first = first(next);
        next = first.map(Entry::due).orElse(Long.MAX_VALUE);
        Optional<Entry> due = first.filter(entry -> entry.due() <= now);
        due.ifPresent(this::remove);
        return due;
    }

    /** Moves the meeting's entry from one log time to another, either of which may be none. */
    void move(String meeting, @Nullable Long from, @Nullable Long to) {
        if (from != null && !from.equals(to)) {
            remove(new Entry(from, meeting));
        }
        if (to != null && !to.equals(from)) {
            store.put(new Entry(to, meeting).key(), PRESENT);
            next = Math.min(next, to);
        }
    }

    /** By putting null: {@code delete} would read first what stood there. */
    private void remove(Entry entry) {
        store.put(entry.key(), null);
    }

    /** From the given time on: what was deleted before it need not be passed over again. */
    private Optional<Entry> first(long from) {
        try (var entries = store.range(new Entry(from, "").key(), null)) {
            return entries.hasNext() ? Optional.of(Entry.of(entries.next().key)) : Optional.empty();
        }
    }
}
