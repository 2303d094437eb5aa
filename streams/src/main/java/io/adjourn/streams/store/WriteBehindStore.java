package io.adjourn.streams.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * A store that passes on later what is written to it: many keys together, and of each the latest value alone. A meeting's
 * deliveries come close together, so the store behind is spared most writes.
 *
 * <p>Its place is below the changelog, which has every write at once, and under {@code exactly_once_v2}. Then no write is lost:
 * Kafka Streams tells a store to {@link #commit commit} before it relies on what is on the disk. With transactional stores that is
 * after each transaction, and what waits reaches the store behind before the changelog's offset does, in the same commit; so the
 * offset never claims what is missing. After an aborted transaction the store is closed, and what waits is forgotten. Without
 * transactional stores a commit comes when a task ends in order; after any other end the store is restored from the changelog.
 * Not thread-safe: one task's.
 */
public final class WriteBehindStore implements KeyValueStore<Bytes, byte[]> {
    /** What an entry takes on the heap beside its bytes. */
    private static final int OVERHEAD = 100;

    private final KeyValueStore<Bytes, byte[]> store;
    private final int capacity;
    private final WriteBuffers writeBuffers;

    /** By key, null where it was deleted. */
    private final Map<Bytes, byte @Nullable []> waiting = new HashMap<>();

    private long bytesWaiting;

    /**
     * @param capacity how many bytes may wait, on the heap
     * @param flushing how often the store behind has to write to its files what it keeps in memory
     */
    public WriteBehindStore(KeyValueStore<Bytes, byte[]> store, int capacity, Duration flushing) {
        this.store = store;
        this.capacity = capacity;
        this.writeBuffers = new WriteBuffers(flushing);
    }

    /**
     * Puts one before each store that the supplier makes.
     *
     * @param flushing how often the store behind has to write to its files what it keeps in memory
     */
    public static KeyValueBytesStoreSupplier before(
            KeyValueBytesStoreSupplier stores, int capacity, Duration flushing) {
        return new KeyValueBytesStoreSupplier() {
            @Override
            public String name() {
                return stores.name();
            }

            @Override
            public KeyValueStore<Bytes, byte[]> get() {
                return new WriteBehindStore(stores.get(), capacity, flushing);
            }

            @Override
            public String metricsScope() {
                return stores.metricsScope();
            }
        };
    }

    @Override
    public byte @Nullable [] get(Bytes key) {
        byte[] latest = waiting.get(key);
        return latest != null || waiting.containsKey(key) ? latest : store.get(key);
    }

    @Override
    public void put(Bytes key, byte @Nullable [] value) {
        boolean known = waiting.containsKey(key);
        byte[] before = waiting.put(key, value);
        bytesWaiting += (known ? 0 : OVERHEAD + key.get().length) + length(value) - length(before);
        if (bytesWaiting > capacity) {
            passOn();
        }
    }

    private static int length(byte @Nullable [] value) {
        return value == null ? 0 : value.length;
    }

    private void passOn() {
        // A store that is closed, and committed once more, takes nothing.
        if (waiting.isEmpty()) {
            return;
        }
        List<KeyValue<Bytes, byte[]>> all = new ArrayList<>(waiting.size());
        waiting.forEach((key, value) -> all.add(KeyValue.pair(key, value)));
        store.putAll(all);
        forget();
    }

    private void forget() {
        waiting.clear();
        bytesWaiting = 0;
    }

    @Override
    public byte @Nullable [] putIfAbsent(Bytes key, byte[] value) {
        byte[] before = get(key);
        if (before == null) {
            put(key, value);
        }
        return before;
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
        entries.forEach(entry -> put(entry.key, entry.value));
    }

    @Override
    public byte @Nullable [] delete(Bytes key) {
        byte[] before = get(key);
        put(key, null);
        return before;
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(@Nullable Bytes from, @Nullable Bytes to) {
        passOn();
        return store.range(from, to);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        passOn();
        return store.all();
    }

    @Override
    public long approximateNumEntries() {
        return store.approximateNumEntries();
    }

    @Override
    public long approximateNumUncommittedBytes() {
        return bytesWaiting + store.approximateNumUncommittedBytes();
    }

    @Override
    public void commit(Map<TopicPartition, Long> changelogOffsets) {
        passOn();
        store.commit(changelogOffsets);
        writeBuffers.flushInTime(store);
    }

    @Override
    public @Nullable Long committedOffset(TopicPartition partition) {
        return store.committedOffset(partition);
    }

    @Override
    @SuppressWarnings("deprecation") // Until Kafka Streams asks no more.
    public boolean managesOffsets() {
        return store.managesOffsets();
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        store.init(context, root);
        WriteAheadLog.switchOn(store);
        writeBuffers.opened();
    }

    @Override
    public void close() {
        forget();
        store.close();
    }

    @Override
    public String name() {
        return store.name();
    }

    @Override
    public boolean persistent() {
        return store.persistent();
    }

    @Override
    public boolean isOpen() {
        return store.isOpen();
    }

    @Override
    public Position getPosition() {
        return store.getPosition();
    }
}
