package io.adjourn.streams;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * One bound on the native memory of all stores together: by default every store of every partition takes 50 MB of cache and
 * 48 MB of write buffers of its own. Kafka's documentation, "Memory Management", RocksDB.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {
    /** Among the settings of Kafka Streams: within which time files are to be rid of what was deleted. */
    static final String COMPACT_WITHIN_MS = "adjourn.compact.within.ms";

    private static final long DAY = Duration.ofDays(1).toSeconds();
    private static final long MIB = 1024L * 1024;
    private static final long TOTAL = 256 * MIB;

    /**
     * Smaller ones are flushed all the time; in larger ones, which outgrow the processor's caches, each write takes longer to find
     * its place: with 32 MiB all the work of a delivery takes a fifteenth more.
     */
    private static final long WRITE_BUFFER = 8 * MIB;

    // For the process's life, shared by all stores: never closed.
    private static final Cache CACHE = new LRUCache(TOTAL);
    private static final WriteBufferManager BUFFERS = new WriteBufferManager(TOTAL / 2, CACHE);

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        var table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(CACHE);
        table.setCacheIndexAndFilterBlocks(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(BUFFERS);
        options.setWriteBufferSize(WRITE_BUFFER);
        // One thread at a time writes to a store, which need not pay for that others might.
        options.setAllowConcurrentMemtableWrite(false);
        // Every meeting's first delivery asks for what is not there, and Kafka Streams leaves the filters that tell so
        // out of the largest files.
        options.setOptimizeFiltersForHits(false);
        // What was deleted or replaced is in the files until they are written again, which may be never.
        options.setPeriodicCompactionSeconds(compactionSeconds(configs));
    }

    private static long compactionSeconds(Map<String, Object> configs) {
        Object compactWithin = configs.get(COMPACT_WITHIN_MS);
        return compactWithin == null
                ? DAY
                : Math.max(
                        1,
                        Duration.ofMillis(Long.parseLong(compactWithin.toString()))
                                        .toSeconds()
                                / 2);
    }

    @Override
    public void close(String storeName, Options options) {
        // Nothing is the store's own.
    }
}
