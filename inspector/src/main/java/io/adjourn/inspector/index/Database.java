package io.adjourn.inspector.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.inspector.index.IndexStore.Column;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

/** RocksDB with the index's columns, open, as the index wants it to be. */
final class Database implements AutoCloseable {
    private static final long MIB = 1024L * 1024;
    private static final long WRITE_BUFFERS = 64 * MIB;
    private static final long LOGS = 64 * MIB;

    private final RocksDB db;
    private final DBOptions options;
    private final List<ColumnFamilyOptions> columnOptions;
    private final List<ColumnFamilyHandle> handles;
    private final Map<Column, ColumnFamilyHandle> byColumn = new EnumMap<>(Column.class);
    private final WriteOptions writing = new WriteOptions();

    private Database(
            RocksDB db, DBOptions options, List<ColumnFamilyOptions> columnOptions, List<ColumnFamilyHandle> handles) {
        this.db = db;
        this.options = options;
        this.columnOptions = columnOptions;
        this.handles = handles;
        // The first is the default one, which RocksDB wants to have.
        int next = 1;
        for (Column column : Column.values()) {
            byColumn.put(column, handles.get(next++));
        }
    }

    /** Opens a database. */
    @FunctionalInterface
    private interface Opener {
        RocksDB open(
                DBOptions options, String path, List<ColumnFamilyDescriptor> columns, List<ColumnFamilyHandle> handles)
                throws RocksDBException;
    }

    /**
     * For reading and writing; it is made where there is none.
     *
     * @param compactWithin within which time files are to be rid of what was replaced
     */
    static Database open(Path directory, Cache cache, Duration compactWithin) throws RocksDBException {
        return open(directory, cache, compactWithin, RocksDB::open);
    }

    /** For reading alone, which takes no room on the disk. All that was written whole is there. */
    static Database openForReading(Path directory, Cache cache, Duration compactWithin) throws RocksDBException {
        return open(directory, cache, compactWithin, RocksDB::openReadOnly);
    }

    private static Database open(Path directory, Cache cache, Duration compactWithin, Opener opener)
            throws RocksDBException {
        DBOptions options = options();
        var columnOptions = new ArrayList<ColumnFamilyOptions>();
        var descriptors = new ArrayList<ColumnFamilyDescriptor>();
        columnOptions.add(columnOptions(cache, compactWithin, 8 * MIB));
        descriptors.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, columnOptions.getFirst()));
        for (Column column : Column.values()) {
            ColumnFamilyOptions own =
                    columnOptions(cache, compactWithin, column == Column.ENTRIES ? 32 * MIB : 16 * MIB);
            columnOptions.add(own);
            descriptors.add(new ColumnFamilyDescriptor(
                    column.name().toLowerCase(Locale.ROOT).getBytes(UTF_8), own));
        }
        var handles = new ArrayList<ColumnFamilyHandle>();
        try {
            RocksDB db = opener.open(options, directory.toString(), descriptors, handles);
            return new Database(db, options, columnOptions, handles);
        } catch (RocksDBException e) {
            options.close();
            columnOptions.forEach(ColumnFamilyOptions::close);
            throw e;
        }
    }

    private static DBOptions options() {
        return new DBOptions()
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                // Not out of the cache: what is to be written would drive the filters out that lookups need.
                .setDbWriteBufferSize(WRITE_BUFFERS)
                .setMaxBackgroundJobs(2)
                // A log is kept until all columns that it has rows of were written to files, which some seldom are by
                // themselves.
                .setMaxTotalWalSize(LOGS)
                .setMaxOpenFiles(256)
                .setKeepLogFileNum(2)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL);
    }

    private static ColumnFamilyOptions columnOptions(Cache cache, Duration compactWithin, long writeBuffer) {
        var table = new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setCacheIndexAndFilterBlocks(true)
                .setPinL0FilterAndIndexBlocksInCache(true)
                .setBlockSize(16 * 1024)
                .setFormatVersion(6)
                .setFilterPolicy(new BloomFilter(10));
        return new ColumnFamilyOptions()
                .setTableFormatConfig(table)
                .setWriteBufferSize(writeBuffer)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setBottommostCompressionType(CompressionType.ZSTD_COMPRESSION)
                .setLevelCompactionDynamicLevelBytes(true)
                // What was deleted or replaced is in the files until they are written again, which may be never.
                .setPeriodicCompactionSeconds(Math.max(1, compactWithin.toSeconds()));
    }

    RocksDB db() {
        return db;
    }

    WriteOptions writing() {
        return writing;
    }

    /** Of all columns. */
    List<ColumnFamilyHandle> handles() {
        return handles;
    }

    ColumnFamilyHandle handle(Column column) {
        return Objects.requireNonNull(byColumn.get(column));
    }

    @Override
    public void close() {
        handles.forEach(ColumnFamilyHandle::close);
        db.close();
        writing.close();
        options.close();
        columnOptions.forEach(ColumnFamilyOptions::close);
    }
}
