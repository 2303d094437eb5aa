package io.adjourn.streams.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * A store of meetings, ordered by a log time. The key is the time, eight bytes in network order, then the meeting's key in UTF-8;
 * the value is up to the owner of the store. Keys of another form are skipped. The earliest entries are also kept in memory, so that
 * looking at the first costs nothing and going on to the next does not step over removed ones. Not thread-safe: one task's.
 */
public final class MeetingsByTime {
    /** A megabyte or so. */
    private static final int TAKEN_AT_ONCE = 4_000;

    private final KeyValueStore<Bytes, byte[]> store;
    private final int takenAtOnce;
    private final NavigableMap<Bytes, byte[]> cache = new TreeMap<>();

    /** From here on there may be entries that are not cached; null where all are. */
    private @Nullable Bytes unread = key(0, "");

    public MeetingsByTime(KeyValueStore<Bytes, byte[]> store) {
        this(store, TAKEN_AT_ONCE);
    }

    /** @param takenAtOnce how many are taken from the store at once; up to twice as many are cached */
    public MeetingsByTime(KeyValueStore<Bytes, byte[]> store, int takenAtOnce) {
        this.store = store;
        this.takenAtOnce = takenAtOnce;
    }

    /**
     * An entry.
     *
     * @param time log time in milliseconds
     * @param meeting the meeting's key
     * @param stored the key that it stands under
     */
    @SuppressWarnings("ArrayRecordComponent") // As the store hands it out; entries are never compared.
    public record Entry(long time, String meeting, byte[] value, Bytes stored) {}

    /** Puts an entry; one of the same time and meeting is replaced. */
    public void put(long time, String meeting, byte[] value) {
        Bytes key = key(time, meeting);
        store.put(key, value);
        if (unread == null || key.compareTo(unread) < 0) {
            cache.put(key, value);
            keepTheEarliest();
        }
    }

    private void keepTheEarliest() {
        if (cache.size() > 2 * takenAtOnce) {
            while (cache.size() > takenAtOnce) {
                unread = cache.pollLastEntry().getKey();
            }
        }
    }

    /** By putting null: {@code delete} would read first what stood there. */
    public void remove(long time, String meeting) {
        remove(key(time, meeting));
    }

    /** By the key that it stands under, whatever that is: else it would stay the first for ever. */
    public void remove(Entry entry) {
        remove(entry.stored());
    }

    private void remove(Bytes key) {
        store.put(key, null);
        cache.remove(key);
    }

    /** No entry is of a log time before this, though maybe of a later one; {@link Long#MAX_VALUE} where there is none. */
    public long noneBefore() {
        if (!cache.isEmpty()) {
            return timeOf(cache.firstKey());
        }
        return unread == null ? Long.MAX_VALUE : timeOf(unread);
    }

    /** The earliest entry; of several of one time the first by its meeting's name in UTF-8. */
    public Optional<Entry> first() {
        if (cache.isEmpty() && unread != null) {
            takeFrom(unread);
        }
        Map.Entry<Bytes, byte[]> first = cache.firstEntry();
        return first == null ? Optional.empty() : Optional.of(entry(first.getKey(), first.getValue()));
    }

    private void takeFrom(Bytes start) {
        try (var entries = store.range(start, null)) {
            while (entries.hasNext() && cache.size() < takenAtOnce) {
                KeyValue<Bytes, byte[]> next = entries.next();
                if (isKey(next.key)) {
                    cache.put(next.key, next.value);
                }
            }
            unread = entries.hasNext() ? entries.peekNextKey() : null;
        }
    }

    /**
     * The entries that follow one, the earliest first, as many as that at most.
     *
     * @param after the entry after which to begin; null for the very first
     */
    public List<Entry> next(@Nullable Entry after, int atMost) {
        Bytes start = after == null ? null : after.stored();
        var found = new ArrayList<Entry>();
        try (var entries = store.range(start, null)) {
            while (entries.hasNext() && found.size() < atMost) {
                KeyValue<Bytes, byte[]> next = entries.next();
                if (isKey(next.key) && !next.key.equals(start)) {
                    found.add(entry(next.key, next.value));
                }
            }
        }
        return found;
    }

    /** Hands out every entry, the earliest first. */
    public void forEach(Consumer<Entry> taker) {
        try (var entries = store.all()) {
            entries.forEachRemaining(entry -> {
                if (isKey(entry.key)) {
                    taker.accept(entry(entry.key, entry.value));
                }
            });
        }
    }

    private static Bytes key(long time, String meeting) {
        byte[] name = meeting.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES + name.length)
                .putLong(time)
                .put(name)
                .array());
    }

    private static boolean isKey(Bytes stored) {
        return stored.get().length > Long.BYTES;
    }

    /** The key's time; of what is shorter than one, the earliest that may follow it. */
    private static long timeOf(Bytes key) {
        return ByteBuffer.wrap(Arrays.copyOf(key.get(), Math.max(key.get().length, Long.BYTES)))
                .getLong();
    }

    private static Entry entry(Bytes stored, byte[] value) {
        var key = ByteBuffer.wrap(stored.get());
        long time = key.getLong();
        return new Entry(time, StandardCharsets.UTF_8.decode(key).toString(), value, stored);
    }
}
