package io.adjourn.streams.store;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.internals.RocksDBStore;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * RocksDB's write buffers, which it writes to its files only when they are full: until then an older value stays in its files, and
 * in its write-ahead log, however long ago it was deleted. So they are written every now and then, too. What is then old in the files
 * RocksDB clears by itself: {@code BoundedRocksDb} says how often. Not thread-safe: one store's.
 *
 * <p>It reaches into Kafka Streams' own classes. Where a new version of them differs, the class does not load: no store opens, and every
 * test of a store fails.
 */
final class WriteBuffers {
    private static final Inside INSIDE = Inside.open();

    private final Duration flushing;
    private long flushedAt;

    /** @param flushing how often */
    WriteBuffers(Duration flushing) {
        this.flushing = flushing;
    }

    /** Whoever opens a store begins with empty buffers. */
    void opened() {
        flushedAt = System.nanoTime();
    }

    /** Has them written if it is time, in the background; nothing where the store is not RocksDB's. */
    void flushInTime(StateStore store) {
        if (System.nanoTime() - flushedAt >= flushing.toNanos() && store instanceof RocksDBStore && store.isOpen()) {
            flushedAt = System.nanoTime();
            INSIDE.flush(store);
        }
    }

    /** Where Kafka Streams keeps what is needed. */
    private record Inside(VarHandle database, VarHandle accessor, MethodHandle data, MethodHandle offsets) {

        static Inside open() {
            try {
                MethodHandles.Lookup store = MethodHandles.privateLookupIn(RocksDBStore.class, MethodHandles.lookup());
                Class<?> accessor = store.findClass(RocksDBStore.class.getName() + "$ColumnFamilyAccessor");
                var handle = MethodType.methodType(ColumnFamilyHandle.class);
                return new Inside(
                        store.findVarHandle(RocksDBStore.class, "db", RocksDB.class),
                        store.findVarHandle(RocksDBStore.class, "cfAccessor", accessor),
                        store.findVirtual(accessor, "dataColumnFamily", handle),
                        store.findVirtual(accessor, "offsetsColumnFamily", handle));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("Kafka Streams keeps its databases elsewhere", e);
            }
        }

        /** Both families: the log is deleted only once both are in the files. */
        void flush(StateStore store) {
            try (var inBackground = new FlushOptions().setWaitForFlush(false)) {
                Object families = accessor.get(store);
                var both = List.of(
                        (ColumnFamilyHandle) data.invoke(families), (ColumnFamilyHandle) offsets.invoke(families));
                ((RocksDB) database.get(store)).flush(inBackground, both);
            } catch (RocksDBException e) {
                throw new ProcessorStateException("store " + store.name() + " cannot be written to its files", e);
            } catch (Throwable e) {
                throw new IllegalStateException("Kafka Streams keeps its databases elsewhere", e);
            }
        }
    }
}
