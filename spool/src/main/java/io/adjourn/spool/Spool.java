package io.adjourn.spool;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps records on this disk, in the order in which they came, until they are delivered.
 *
 * <p>Many threads append: whoever comes while others are written waits for the next write, and one fsync serves them all. One
 * thread delivers: it peeks at the oldest and removes them. What was kept survives the end of the process and of the machine;
 * what was removed may come back after a crash, for a removal is written down but not fsynced.
 */
public final class Spool implements AutoCloseable {
    private static final int LARGEST_GROUP = 1024;
    private static final int SEGMENTS = 16;
    private static final long SMALLEST_SEGMENT = 64 * 1024;
    private static final long LARGEST_SEGMENT = 64 * 1024 * 1024;
    /** A disk that takes longer is broken. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final SpoolDirectory directory;
    private final Closeable lock;
    private final FileChannel deliveredFile;
    private final long maxBytes;
    private final long segmentBytes;
    private final LongConsumer fsyncNanos;
    private final Thread writer = Thread.ofPlatform().name("spool").unstarted(this::write);

    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private boolean closing;

    /** Guards all below: where the files begin and end. */
    private final Object files = new Object();

    /** By the offset of its first record, each segment's end. */
    private final NavigableMap<Long, Place> segments = new TreeMap<>();

    private @Nullable Segment active;
    private Place head = new Place(0, 0);
    private long end;
    private final List<Place> peeked = new ArrayList<>();
    private volatile Refusal lastRefusal = Refusal.NONE;

    private Spool(SpoolDirectory directory, Closeable lock, long maxBytes, LongConsumer fsyncNanos) throws IOException {
        this.directory = directory;
        this.lock = lock;
        this.maxBytes = maxBytes;
        this.segmentBytes = Math.clamp(maxBytes / SEGMENTS, SMALLEST_SEGMENT, LARGEST_SEGMENT);
        this.fsyncNanos = fsyncNanos;
        this.deliveredFile = directory.deliveredFile();
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
     * @param records not yet delivered
     * @param bytes on the disk: a segment is deleted when all of it is delivered
     * @param maxBytes how many there may be
     */
    public record Depth(long records, long bytes, long maxBytes) {}

    /** When a record was last refused, by {@link System#nanoTime}, and why. */
    private record Refusal(@Nullable String why, long nanoTime) {
        static final Refusal NONE = new Refusal(null, 0);
    }

    /** A record to be kept; if it is there already and only moves, also where there is no room. */
    private record Waiting(ByteBuffer batch, boolean moves, CompletableFuture<Appended> appended) {}

    /**
     * Opens the spool in the directory, which is created where there is none, and takes it for this process. Reads all of it:
     * what is not whole at its end, as a power cut leaves it, is cut off.
     *
     * @param maxBytes how many bytes its files may have
     * @param fsyncNanos told how long each write took until it was on the disk, in nanoseconds
     * @throws SpoolException if the directory is in use, holds something else, or is damaged
     */
    public static Spool open(Path path, long maxBytes, LongConsumer fsyncNanos) {
        SpoolDirectory directory = SpoolDirectory.create(path);
        Closeable lock = directory.lock();
        try {
            var spool = new Spool(directory, lock, maxBytes, fsyncNanos);
            spool.recover();
            spool.writer.start();
            return spool;
        } catch (IOException e) {
            closeQuietly(lock);
            throw new SpoolException(path, "cannot be read (" + e + ")", e);
        } catch (SpoolException e) {
            closeQuietly(lock);
            throw e;
        }
    }

    /** Keeps the record: returns when it is on the disk, or cannot be. */
    public Appended append(String key, byte[] value, Map<String, String> headers) throws InterruptedException {
        return append(new Waiting(Batch.encode(key, value, headers, Instant.now()), false, new CompletableFuture<>()));
    }

    /** Keeps a peeked record once more, behind all others: it cannot be delivered just now and they may. */
    public Appended putLast(Entry entry) throws InterruptedException {
        return append(new Waiting(
                Batch.encode(entry.key(), entry.bytes(), entry.headers(), entry.appendedAt()),
                true,
                new CompletableFuture<>()));
    }

    private Appended append(Waiting record) throws InterruptedException {
        synchronized (waiting) {
            if (closing) {
                return new Refused("the spool is closed");
            }
            waiting.add(record);
            waiting.notifyAll();
        }
        try {
            return record.appended().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return refused("the disk did not write within " + PATIENCE.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new IllegalStateException("an append never fails, it is refused", e);
        }
    }

    /**
     * The oldest records, for the one thread that delivers them. They stay.
     *
     * @param records how many at most
     * @param bytes stops behind the record with which the values come to so many
     * @return in order; empty if there is none
     */
    public List<Entry> peek(int records, long bytes) throws IOException {
        Place from;
        Path segment;
        long until;
        synchronized (files) {
            peeked.clear();
            if (head.offset() == end) {
                return List.of();
            }
            from = head;
            segment = directory.segment(segments.firstKey());
            until = segments.firstEntry().getValue().offset();
        }
        var entries = new ArrayList<Entry>();
        try (var reader = SegmentReader.open(segment, from)) {
            long size = 0;
            while (entries.size() < records && size < bytes && reader.place().offset() < until) {
                Place place = reader.place();
                Entry entry = reader.next().orElseThrow(() -> damaged(segment, place));
                entries.add(entry);
                peeked.add(reader.place());
                size += entry.value().remaining();
            }
        }
        return entries;
    }

    /** Removes the first {@code count} of those that were peeked at last: they are delivered. */
    public void remove(int count) throws IOException {
        if (count == 0) {
            return;
        }
        synchronized (files) {
            head = peeked.get(count - 1);
            peeked.subList(0, count).clear();
            var oldest = segments.firstEntry();
            if (head.offset() == oldest.getValue().offset()) {
                drop(oldest.getKey());
            }
            SpoolDirectory.writeDelivered(deliveredFile, head.offset());
        }
    }

    public Depth depth() {
        synchronized (files) {
            long records = segments.entrySet().stream()
                            .mapToLong(segment -> segment.getValue().offset() - segment.getKey())
                            .sum()
                    - (segments.isEmpty() ? 0 : head.offset() - segments.firstKey());
            return new Depth(records, bytes(), maxBytes);
        }
    }

    /** When the oldest record was appended, empty if there is none. */
    public Optional<Instant> oldest() {
        Place from;
        Path segment;
        synchronized (files) {
            if (head.offset() == end) {
                return Optional.empty();
            }
            from = head;
            segment = directory.segment(segments.firstKey());
        }
        try (var reader = SegmentReader.open(segment, from)) {
            return reader.next().map(Entry::appendedAt);
        } catch (IOException e) {
            return Optional.empty(); // delivered and deleted in this moment
        }
    }

    /** Why a record was refused, if one was so lately. */
    public Optional<String> trouble(Duration lately) {
        Refusal last = lastRefusal;
        boolean late = System.nanoTime() - last.nanoTime() < lately.toNanos();
        return late ? Optional.ofNullable(last.why()) : Optional.empty();
    }

    /** Keeps what waits to be kept, and gives the directory back. */
    @Override
    public void close() throws IOException {
        synchronized (waiting) {
            closing = true;
            waiting.notifyAll();
        }
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (files) {
            if (active != null) {
                active.close();
            }
            deliveredFile.close();
        }
        lock.close();
    }

    private void recover() throws IOException {
        long delivered = directory.delivered();
        List<Long> found = directory.segments();
        head = new Place(delivered, 0);
        for (long first : found) {
            Place segmentEnd = recover(first, delivered);
            boolean last = first == found.getLast();
            if (!last && segmentEnd.position() < Files.size(directory.segment(first))) {
                throw damaged(directory.segment(first), segmentEnd);
            }
            if (segmentEnd.offset() <= delivered) {
                Files.delete(directory.segment(first));
            } else {
                segments.put(first, segmentEnd);
                active = last ? Segment.reopen(directory.segment(first), segmentEnd) : null;
            }
        }
        end = segments.isEmpty() ? delivered : segments.lastEntry().getValue().offset();
        if (!segments.isEmpty() && segments.firstKey() > delivered) {
            head = new Place(segments.firstKey(), 0);
        }
        SpoolDirectory.writeDelivered(deliveredFile, head.offset());
    }

    /** Where the segment's whole records end; passing the first that is not delivered, it becomes the head. */
    private Place recover(long first, long delivered) throws IOException {
        try (var reader = SegmentReader.open(directory.segment(first), new Place(first, 0))) {
            do {
                if (reader.place().offset() == delivered) {
                    head = reader.place();
                }
            } while (reader.next().isPresent());
            return reader.place();
        }
    }

    private void write() {
        for (List<Waiting> group = nextGroup(); !group.isEmpty(); group = nextGroup()) {
            try {
                keep(group);
            } catch (IOException | RuntimeException | Error e) {
                // Whatever it is, the next ones are tried.
                Appended refused = refused("the spool cannot be written: " + e);
                group.forEach(record -> record.appended().complete(refused));
            }
        }
    }

    /** Those that wait, as many as go into one write; none when the spool is closed and nobody waits. */
    private List<Waiting> nextGroup() {
        synchronized (waiting) {
            while (waiting.isEmpty() && !closing) {
                try {
                    waiting.wait();
                } catch (InterruptedException e) {
                    closing = true;
                }
            }
            var group = new ArrayList<Waiting>();
            long size = 0;
            while (!waiting.isEmpty() && group.size() < LARGEST_GROUP && size < segmentBytes) {
                size += waiting.element().batch().remaining();
                group.add(waiting.remove());
            }
            return group;
        }
    }

    private void keep(List<Waiting> group) throws IOException {
        synchronized (files) {
            long free = maxBytes - bytes();
            var batches = new ArrayList<ByteBuffer>();
            for (Waiting record : group) {
                int size = record.batch().remaining();
                if (size <= free || record.moves()) {
                    free -= size;
                    batches.add(record.batch());
                } else {
                    record.appended().complete(refused("the spool is full: it holds " + maxBytes + " bytes at most"));
                }
            }
            if (!batches.isEmpty()) {
                append(batches);
            }
        }
        group.forEach(record -> record.appended().complete(new Kept()));
    }

    private void append(List<ByteBuffer> batches) throws IOException {
        Segment segment = segmentToWrite();
        long start = System.nanoTime();
        segment.append(batches);
        fsyncNanos.accept(System.nanoTime() - start);
        segments.put(segments.lastKey(), segment.durableEnd());
        end = segment.durableEnd().offset();
        lastRefusal = Refusal.NONE;
    }

    private Segment segmentToWrite() throws IOException {
        Segment segment = active;
        if (segment != null && segment.durableEnd().position() >= segmentBytes) {
            segment.seal();
            active = null;
            segment = null;
        }
        if (segment == null) {
            segment = Segment.create(directory, end);
            segments.put(end, segment.durableEnd());
            if (segments.size() == 1) {
                head = segment.durableEnd();
            }
            active = segment;
        }
        return segment;
    }

    /** Deletes the oldest segment: all of it is delivered. */
    private void drop(long oldest) throws IOException {
        if (segments.size() == 1 && active != null) {
            active.close();
            active = null;
        }
        segments.remove(oldest);
        head = new Place(segments.isEmpty() ? end : segments.firstKey(), 0);
        Files.deleteIfExists(directory.segment(oldest));
    }

    private long bytes() {
        return segments.values().stream().mapToLong(Place::position).sum();
    }

    private Refused refused(String why) {
        lastRefusal = new Refusal(why, System.nanoTime());
        return new Refused(why);
    }

    private SpoolException damaged(Path segment, Place place) {
        return new SpoolException(
                directory.path(),
                "segment " + segment.getFileName() + " is damaged at byte " + place.position()
                        + ": move that file away to start without it; what is whole in it,"
                        + " ./adjourn spool export can still read");
    }

    private static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
