package io.adjourn.streams.topology;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * A store of meetings in the order of a log time of theirs: the key is the time, eight bytes in network order, then the meeting's
 * key in UTF-8. Not thread-safe: one task's.
 */
final class MeetingsByTime {
    private final KeyValueStore<Bytes, byte[]> store;

    // No entry is before this. What was removed before it need not be passed over again, which would cost as much as
    // was removed.
    private long from;
    private String fromMeeting = "";

    MeetingsByTime(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /**
     * An entry.
     *
     * @param time log time in milliseconds
     * @param meeting the meeting's key
     */
    @SuppressWarnings("ArrayRecordComponent") // As the store hands it out; entries are never compared.
    record Entry(long time, String meeting, byte[] value) {}

    void put(long time, String meeting, byte[] value) {
        store.put(key(time, meeting), value);
        if (time <= from) {
            from = time;
            fromMeeting = "";
        }
    }

    /** By putting null: {@code delete} would read first what stood there. */
    void remove(long time, String meeting) {
        store.put(key(time, meeting), null);
    }

    /** No entry is of a log time before this, though maybe of a later one; {@link Long#MAX_VALUE} where there is none. */
    long noneBefore() {
        return from;
    }

    /** The earliest entry; of several of one time the first by its meeting's name in UTF-8. */
    Optional<Entry> first() {
        try (var entries = store.range(key(from, fromMeeting), null)) {
            Optional<Entry> first = entries.hasNext() ? Optional.of(entry(entries.next())) : Optional.empty();
            from = first.map(Entry::time).orElse(Long.MAX_VALUE);
            fromMeeting = first.map(Entry::meeting).orElse("");
            return first;
        }
    }

    /** Hands out every entry, the earliest first. */
    void forEach(Consumer<Entry> taker) {
        try (var entries = store.all()) {
            entries.forEachRemaining(entry -> taker.accept(entry(entry)));
        }
    }

    private static Bytes key(long time, String meeting) {
        byte[] name = meeting.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES + name.length)
                .putLong(time)
                .put(name)
                .array());
    }

    private static Entry entry(KeyValue<Bytes, byte[]> stored) {
        var key = ByteBuffer.wrap(stored.key.get());
        long time = key.getLong();
        return new Entry(time, StandardCharsets.UTF_8.decode(key).toString(), stored.value);
    }
}
