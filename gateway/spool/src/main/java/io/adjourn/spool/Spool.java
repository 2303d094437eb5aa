package io.adjourn.spool;

import io.adjourn.spool.SpoolEvent.Reading;
import io.adjourn.spool.SpoolEvent.Restored;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Keeps records on this disk until they are delivered.
 *
 * <p>Many threads append, and one delivers: it goes through what waits in {@link Pass}es, oldest first, and says what is delivered,
 * in whatever order. What was kept survives the end of the process and of the machine; what was delivered may come back after a
 * crash, for that is written down but not fsynced.
 *
 * <p>A disk that lies or fails costs no more than what it hit: damaged records are set aside and counted, all others are delivered.
 */
public final class Spool implements AutoCloseable {
    private static final int SEGMENTS = 16;
    private static final long SMALLEST_SEGMENT = 64 * 1024;
    private static final long LARGEST_SEGMENT = 64 * 1024 * 1024;
    private static final int MOVED_AT_ONCE = 1000;
    private static final long BYTES_MOVED_AT_ONCE = 4L * 1024 * 1024;

    private final Closeable lock;
    private final SegmentLog log;
    private final GroupCommit commits;
    private final FirstReading firstReading;

    private Spool(Closeable lock, SegmentLog log, FirstReading firstReading) {
        this.lock = lock;
        this.log = log;
        this.commits = new GroupCommit(log);
        this.firstReading = firstReading;
    }

    /** What came of appending. */
    public sealed interface Appended {}

    /** It is on the disk. */
    public record Kept() implements Appended {}

    /**
     * It is not kept.
     *
     * @param why for the log
     */
    public record Refused(String why) implements Appended {}

    /**
     * How much is kept.
     *
     * @param records not yet delivered, as far as the spool has been read
     * @param bytes on the disk: a segment is deleted when all of it is delivered
     * @param setAsideBytes those of them that could not be read and are set aside
     * @param maxBytes how many there may be
     */
    public record Depth(long records, long bytes, long setAsideBytes, long maxBytes) {}

    /**
     * Opens the spool in the directory, which is created where there is none, and takes it for this process. Records can be
     * appended and delivered at once; what was there before is read meanwhile.
     *
     * @param maxBytes how many bytes its files may have
     * @param events called with what happens, by the threads it happens to; must not throw
     * @throws SpoolException if the directory is in use, or holds something else, or cannot be read
     */
    public static Spool open(Path path, long maxBytes, Consumer<SpoolEvent> events) {
        SpoolDirectory directory = SpoolDirectory.create(path);
        Closeable lock = directory.lock();
        try {
            return open(directory, lock, maxBytes, events);
        } catch (IOException e) {
            closeQuietly(lock, e);
            throw new SpoolException(path, "cannot be read (" + e + ")", e);
        } catch (RuntimeException | Error e) {
            closeQuietly(lock, e);
            throw e;
        }
    }

    private static Spool open(SpoolDirectory directory, Closeable lock, long maxBytes, Consumer<SpoolEvent> events)
            throws IOException {
        if (directory.wasRestored()) {
            events.accept(new Restored(directory.path()));
        }
        long segmentBytes = Math.clamp(maxBytes / SEGMENTS, SMALLEST_SEGMENT, LARGEST_SEGMENT);
        // Before there is a stamp: without one, the directory is of a build that had none.
        OptionalLong delivered = directory.delivered();
        OptionalLong stamp = directory.stamp();
        long known = stamp.isPresent() ? stamp.getAsLong() : directory.newStamp();
        SegmentLog log = SegmentLog.open(directory, delivered, known, maxBytes, segmentBytes, events);
        var spool = new Spool(lock, log, new FirstReading(log, events));
        spool.commits.start();
        spool.firstReading.start();
        return spool;
    }

    /**
     * Names this spool, whichever process has it open: the same from one start to the next, and no other's. Its stamp cannot be
     * found out from it.
     */
    public String name() {
        return Stamp.nameOf(log.stamp());
    }

    /**
     * Keeps the record: returns when it is on the disk, or cannot be.
     *
     * @param receivedAt the record's own time, kept to the millisecond
     */
    public Appended append(String key, byte[] value, Map<String, String> headers, Instant receivedAt)
            throws InterruptedException {
        return commits.append(Batch.encode(key, value, headers, receivedAt, log.stamp()));
    }

    /** Begins to go through what waits. */
    public Pass pass() {
        return Pass.throughAll(log);
    }

    /** Those of a pass that are delivered. They wait no longer. */
    public void delivered(Collection<Entry> entries) {
        log.delivered(entries);
    }

    /**
     * Makes room, where more than half is taken: what little is left of segments is moved to the end. Where that cannot be
     * written, it stays where it is.
     */
    public void compact() throws InterruptedException {
        for (Segment segment : log.mostlyDelivered()) {
            List<Entry> left;
            try (Pass within = Pass.within(log, segment)) {
                left = within.next(MOVED_AT_ONCE, BYTES_MOVED_AT_ONCE);
            }
            var batches = new ArrayList<ByteBuffer>();
            for (Entry entry : left) {
                batches.add(Batch.encode(entry.key(), entry.bytes(), entry.headers(), entry.receivedAt(), log.stamp()));
            }
            if (!batches.isEmpty() && commits.move(batches)) {
                log.delivered(left);
            }
        }
    }

    public Depth depth() {
        return log.depth();
    }

    /** When the first record that waits was received, as far as is known without reading; empty if there is none. */
    public Optional<Instant> oldest() {
        return log.oldest();
    }

    /**
     * A time, to the millisecond, before which no record was received that waits: close to that of the earliest, {@link Instant#MAX}
     * where none waits, and {@link Instant#MIN} as long as it is not known what was there at the start.
     */
    public Instant noneBefore() {
        return log.noneBefore();
    }

    /** How far it is read what was there at the start, empty when that is done. */
    public Optional<Reading> reading() {
        return firstReading.progress();
    }

    /** Waits until it is read what was there at the start. */
    public void awaitRead() throws InterruptedException {
        firstReading.await();
    }

    /** Why a record was refused, if one was so lately. */
    public Optional<String> trouble(Duration lately) {
        return commits.trouble(lately);
    }

    /** Whether what is appended is written. */
    public boolean isAlive() {
        return commits.isAlive();
    }

    /** Keeps what waits to be kept, and gives the directory back. */
    @Override
    public void close() throws IOException {
        commits.close();
        try {
            firstReading.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        log.close();
        lock.close();
    }

    private static void closeQuietly(Closeable closeable, Throwable failure) {
        try {
            closeable.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
