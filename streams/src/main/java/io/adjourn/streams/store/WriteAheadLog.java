package io.adjourn.streams.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.internals.RocksDBStore;
import org.rocksdb.WriteOptions;

/**
 * RocksDB's write-ahead log, which Kafka Streams switches off and offers no setting for. Without it a transaction is in memory alone
 * until a write buffer is full, and a process that is killed restores all that was in its buffers. With it the operating system has
 * each transaction at its commit; it is not waited for until the disk has it, so what a power cut takes is restored as before.
 *
 * <p>It reaches into Kafka Streams' own class. Where a new version of that has no such field, the class does not load: no store opens,
 * and every test of a store fails.
 */
final class WriteAheadLog {
    private static final VarHandle WRITE_OPTIONS = writeOptions();

    private WriteAheadLog() {}

    private static VarHandle writeOptions() {
        try {
            return MethodHandles.privateLookupIn(RocksDBStore.class, MethodHandles.lookup())
                    .findVarHandle(RocksDBStore.class, "wOptions", WriteOptions.class);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Kafka Streams keeps its write options elsewhere", e);
        }
    }

    /** For a store that has just been opened, if it is RocksDB's: its options are new at each opening. */
    static void switchOn(StateStore opened) {
        if (opened instanceof RocksDBStore) {
            ((WriteOptions) WRITE_OPTIONS.get(opened)).setDisableWAL(false);
        }
    }
}
