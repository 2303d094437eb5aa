package io.adjourn.streams.store;

import java.time.Duration;
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
 * A store of RocksDB as this project needs it: what is committed survives a kill ({@link WriteAheadLog}), and what was overwritten or
 * deleted leaves the files in time ({@link WriteBuffers}). Everything else is the store's own.
 *
 * <p>Its place is below the changelog. A write of a transaction waits in Kafka Streams' own buffer, and reaches RocksDB, together with the
 * changelog's offset, in {@link #commit commit} after the transaction (ADR 20). Not thread-safe: one task's.
 */
public final class DurableStore implements KeyValueStore<Bytes, byte[]> {
    private final KeyValueStore<Bytes, byte[]> store;
    private final WriteBuffers writeBuffers;

    /** @param flushing how often the store has to write to its files what it keeps in memory */
    DurableStore(KeyValueStore<Bytes, byte[]> store, Duration flushing) {
        this.store = store;
        this.writeBuffers = new WriteBuffers(flushing);
    }

    /**
     * Makes each store that the supplier makes one of these.
     *
     * @param flushing how often a store has to write to its files what it keeps in memory
     */
    public static KeyValueBytesStoreSupplier of(KeyValueBytesStoreSupplier stores, Duration flushing) {
        return new KeyValueBytesStoreSupplier() {
            @Override
            public String name() {
                return stores.name();
            }

            @Override
            public KeyValueStore<Bytes, byte[]> get() {
                return new DurableStore(stores.get(), flushing);
            }

            @Override
            public String metricsScope() {
                return stores.metricsScope();
            }
        };
    }

    @Override
    public byte @Nullable [] get(Bytes key) {
        return store.get(key);
    }

    @Override
    public void put(Bytes key, byte @Nullable [] value) {
        store.put(key, value);
    }

    @Override
    public byte @Nullable [] putIfAbsent(Bytes key, byte[] value) {
        return store.putIfAbsent(key, value);
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
        store.putAll(entries);
    }

    @Override
    public byte @Nullable [] delete(Bytes key) {
        return store.delete(key);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(@Nullable Bytes from, @Nullable Bytes to) {
        return store.range(from, to);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        return store.all();
    }

    @Override
    public long approximateNumEntries() {
        return store.approximateNumEntries();
    }

    @Override
    public long approximateNumUncommittedBytes() {
        return store.approximateNumUncommittedBytes();
    }

    @Override
    public void commit(Map<TopicPartition, Long> changelogOffsets) {
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
