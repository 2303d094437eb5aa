package io.adjourn.inspector.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.CompactRangeOptions.BottommostLevelCompaction;
import org.rocksdb.FlushOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index on disk. One thread writes, any may read. What it has can be made again from the topics, so an index of another format, or
 * a damaged one, is thrown away.
 *
 * <p>Every batch is written whole or not at all, with the places in the topics up to which it was made: so after a crash, indexing goes
 * on from where the index is.
 */
public final class IndexStore implements AutoCloseable {
    /** Raised whenever rows are written in another way. */
    private static final int FORMAT = 2;

    private static final Logger LOG = LoggerFactory.getLogger(IndexStore.class);
    private static final long CACHE = 96L * 1024 * 1024;
    /** Without so much, it is not tried to open it again. */
    private static final int ROOM = 1024 * 1024;

    private static final byte[] FORMAT_ROW = "format".getBytes(UTF_8);
    private static final byte[] ID_ROW = "id".getBytes(UTF_8);
    private static final byte[] NONE = new byte[0];

    /** The parts of it. */
    enum Column {
        META,
        ENTRIES,
        SUMMARIES,
        TERMS
    }

    private final Path directory;
    private final Duration compactWithin;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Cache cache;
    private @Nullable Database opened;
    private String id = "";
    private int rebuilds;
    private volatile boolean refuses;

    static {
        RocksDB.loadLibrary();
    }

    private IndexStore(Path directory, Duration compactWithin) {
        this.directory = directory;
        this.compactWithin = compactWithin;
        this.cache = new LRUCache(CACHE);
    }

    /**
     * Opens it, or begins a new one where there is none that can be used.
     *
     * @param compactWithin within which time files are to be rid of what was replaced
     * @throws UncheckedIOException if nothing can be stored in that directory, or another process has it
     */
    public static IndexStore open(Path directory, Duration compactWithin) {
        var store = new IndexStore(directory, compactWithin);
        store.open();
        return store;
    }

    private void open() {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("inspector.index-dir: " + directory + " cannot be made: " + e, e);
        }
        try {
            opened = openDatabase();
            String reason = unusable();
            if (reason != null) {
                rebuild(reason);
            }
        } catch (RocksDBException e) {
            if (isDamage(e)) {
                rebuild("it is damaged: " + e.getMessage());
            } else {
                throw cannotOpen(e);
            }
        }
        byte[] known = get(Column.META, ID_ROW);
        id = known == null ? "" : new String(known, UTF_8);
    }

    private UncheckedIOException cannotOpen(RocksDBException e) {
        return new UncheckedIOException(
                "inspector.index-dir: the index in " + directory + " cannot be opened: " + e.getMessage()
                        + "; stop the other process that uses it, or make room, or set another directory",
                new IOException(e));
    }

    private @Nullable String unusable() {
        byte[] format = get(Column.META, FORMAT_ROW);
        if (format == null) {
            begin();
            return null;
        }
        String was = new String(format, UTF_8);
        return was.equals(format()) ? null : "it was written by another release";
    }

    private static String format() {
        return FORMAT + "/" + AvroRows.FINGERPRINT;
    }

    private void begin() {
        try (var batch = batch()) {
            batch.put(Column.META, FORMAT_ROW, format().getBytes(UTF_8));
            batch.put(
                    Column.META,
                    ID_ROW,
                    UUID.randomUUID().toString().substring(0, 8).getBytes(UTF_8));
            write(batch);
        }
    }

    /** Throws all of it away, loudly, and begins a new one. */
    public void rebuild(String reason) {
        lock.writeLock().lock();
        try {
            LOG.warn("Index thrown away; it is made again from the topics: directory={} why={}", directory, reason);
            rebuilds++;
            shut();
            deleteFiles();
            opened = openDatabase();
            refuses = false;
            begin();
            byte[] known = get(Column.META, ID_ROW);
            id = known == null ? "" : new String(known, UTF_8);
        } catch (RocksDBException e) {
            throw cannotOpen(e);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /**
     * Opens it again if it has refused to be written: after a full disk RocksDB takes nothing more, even once there is room. All that
     * was written whole is there afterwards.
     *
     * @throws IndexException if it still cannot be written; then it is open for reading, if that can be
     */
    public void recover() {
        if (!refuses) {
            return;
        }
        mustTakeAFile();
        lock.writeLock().lock();
        try {
            shut();
            opened = openDatabase();
            refuses = false;
        } catch (RocksDBException e) {
            openForReading(e);
            throw new IndexException(e);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** While it would be in vain, those who read are spared that it is opened again. */
    private void mustTakeAFile() {
        Path file = directory.resolve("room");
        try {
            Files.write(file, new byte[ROOM]);
            Files.delete(file);
        } catch (IOException e) {
            boolean _ = file.toFile().delete();
            throw new IndexException(new RocksDBException(String.valueOf(e.getMessage())));
        }
    }

    /** What opening needs may be more than there is. */
    private void openForReading(RocksDBException why) {
        try {
            opened = Database.openForReading(directory, cache, compactWithin);
        } catch (RocksDBException e) {
            why.addSuppressed(e);
        }
    }

    /** Closes the database; false if it was not open. With the lock for writing. */
    private boolean shut() {
        if (opened == null) {
            return false;
        }
        opened.close();
        opened = null;
        return true;
    }

    private void deleteFiles() {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(directory)) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("inspector.index-dir: " + directory + " cannot be emptied: " + e, e);
        }
    }

    private Database openDatabase() throws RocksDBException {
        return Database.open(directory, cache, compactWithin);
    }

    /** Whether what is on the disk is wrong, not that it cannot be reached. */
    static boolean isDamage(RocksDBException e) {
        Status status = e.getStatus();
        return status != null
                && (status.getCode() == Status.Code.Corruption || status.getCode() == Status.Code.InvalidArgument);
    }

    /** Other for every index that was begun. */
    public String id() {
        return id;
    }

    /** How often it was thrown away since this process began. */
    public int rebuilds() {
        return rebuilds;
    }

    /** What is to be written together. */
    final class Batch implements AutoCloseable {
        private final WriteBatch batch = new WriteBatch();

        void put(Column column, byte[] key, byte[] value) {
            try {
                batch.put(current().handle(column), key, value);
            } catch (RocksDBException e) {
                throw new IndexException(e);
            }
        }

        void put(Column column, byte[] key) {
            put(column, key, NONE);
        }

        void delete(Column column, byte[] key) {
            try {
                batch.delete(current().handle(column), key);
            } catch (RocksDBException e) {
                throw new IndexException(e);
            }
        }

        void deleteRange(Column column, byte[] from, byte[] to) {
            try {
                batch.deleteRange(current().handle(column), from, to);
            } catch (RocksDBException e) {
                throw new IndexException(e);
            }
        }

        @Override
        public void close() {
            batch.close();
        }
    }

    Batch batch() {
        return new Batch();
    }

    void write(Batch batch) {
        try {
            Database now = current();
            now.db().write(now.writing(), batch.batch);
        } catch (RocksDBException e) {
            refuses = true;
            throw new IndexException(e);
        }
    }

    byte @Nullable [] get(Column column, byte[] key) {
        lock.readLock().lock();
        try {
            Database now = current();
            return now.db().get(now.handle(column), key);
        } catch (RocksDBException e) {
            throw new IndexException(e);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** In the order of the keys; null where there is none. */
    List<byte @Nullable []> getAll(Column column, List<byte[]> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        lock.readLock().lock();
        try {
            Database now = current();
            var handles = new ArrayList<ColumnFamilyHandle>(keys.size());
            keys.forEach(_ -> handles.add(now.handle(column)));
            return now.db().multiGetAsList(handles, keys);
        } catch (RocksDBException e) {
            throw new IndexException(e);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Shows the rows that begin so, in their order, for as long as the reader wants more. */
    void scan(Column column, byte[] prefix, BiPredicate<byte[], byte[]> reader) {
        boolean _ = among(column, prefix, rows -> {
            rows.seek(prefix);
            while (rows.isValid() && reader.test(rows.key(), rows.value())) {
                rows.next();
            }
            return rows.isValid();
        });
    }

    /** The last row that begins so; null where there is none. */
    byte @Nullable [] last(Column column, byte[] prefix) {
        return among(column, prefix, rows -> {
                    rows.seekToLast();
                    return rows.isValid() && Keys.startsWith(rows.key(), prefix)
                            ? Optional.of(rows.key())
                            : Optional.<byte[]>empty();
                })
                .orElse(null);
    }

    /** Finds something out among the rows that begin so, which are before where the iterator ends. */
    private <T> T among(Column column, byte[] prefix, Function<RocksIterator, T> finding) {
        lock.readLock().lock();
        try (var upTo = end(prefix);
                var options = new ReadOptions()) {
            if (upTo != null) {
                options.setIterateUpperBound(upTo);
            }
            Database now = current();
            try (RocksIterator rows = now.db().newIterator(now.handle(column), options)) {
                T found = finding.apply(rows);
                // An iterator that meets damage is only not valid any more.
                rows.status();
                return found;
            }
        } catch (RocksDBException e) {
            throw new IndexException(e);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Does something with an iterator over that column. */
    <T> T walk(Column column, int iterators, Function<List<RocksIterator>, T> walk) {
        lock.readLock().lock();
        var open = new ArrayList<RocksIterator>();
        try (var options = new ReadOptions()) {
            Database now = current();
            for (int i = 0; i < iterators; i++) {
                open.add(now.db().newIterator(now.handle(column), options));
            }
            T found = walk.apply(open);
            for (RocksIterator one : open) {
                one.status();
            }
            return found;
        } catch (RocksDBException e) {
            throw new IndexException(e);
        } finally {
            open.forEach(RocksIterator::close);
            lock.readLock().unlock();
        }
    }

    private static @Nullable Slice end(byte[] prefix) {
        byte[] end = prefix.clone();
        for (int i = end.length - 1; i >= 0; i--) {
            if (end[i] != -1) {
                end[i]++;
                return new Slice(Arrays.copyOf(end, i + 1));
            }
        }
        return null;
    }

    /** Has what was deleted or replaced between those keys leave the disk, too. Takes seconds. */
    void compact(Column column, byte[] from, byte[] to) {
        try (var options = new CompactRangeOptions()
                        .setBottommostLevelCompaction(BottommostLevelCompaction.kForce)
                        .setExclusiveManualCompaction(false);
                var flush = new FlushOptions().setWaitForFlush(true)) {
            Database now = current();
            now.db().flush(flush, now.handles());
            now.db().compactRange(now.handle(column), from, to, options);
        } catch (RocksDBException e) {
            throw new IndexException(e);
        }
    }

    /** Writes what is in memory to files, and all files again. Takes minutes. */
    public void compactAll() {
        try (var options = new CompactRangeOptions().setBottommostLevelCompaction(BottommostLevelCompaction.kForce);
                var flush = new FlushOptions().setWaitForFlush(true)) {
            Database now = current();
            now.db().flush(flush, now.handles());
            for (Column column : Column.values()) {
                now.db().compactRange(now.handle(column), null, null, options);
            }
        } catch (RocksDBException e) {
            throw new IndexException(e);
        }
    }

    /** How much its files take. */
    public long bytes() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.mapToLong(IndexStore::size).sum();
        } catch (IOException e) {
            return 0;
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            // Compacted away meanwhile.
            return 0;
        }
    }

    /** About how many bytes of its files are still needed. */
    long liveBytes() {
        try {
            long sum = 0;
            Database now = current();
            for (Column column : Column.values()) {
                sum += now.db().getLongProperty(now.handle(column), "rocksdb.estimate-live-data-size");
            }
            return sum;
        } catch (RocksDBException e) {
            throw new IndexException(e);
        }
    }

    /** How much room its disk has left. */
    public long usableBytes() {
        try {
            return Files.getFileStore(directory).getUsableSpace();
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    Map<String, byte[]> meta(String prefix) {
        var rows = new HashMap<String, byte[]>();
        scan(Column.META, prefix.getBytes(UTF_8), (key, value) -> {
            rows.put(new String(key, UTF_8).substring(prefix.length()), value);
            return true;
        });
        return rows;
    }

    private Database current() {
        Database now = opened;
        if (now == null) {
            throw new IndexException(new RocksDBException("the index is closed"));
        }
        return now;
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (shut()) {
                cache.close();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }
}
