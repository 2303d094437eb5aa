package io.adjourn.spool;

import io.adjourn.spool.Piece.Damaged;
import io.adjourn.spool.Piece.Torn;
import io.adjourn.spool.Piece.Whole;
import io.adjourn.spool.Spool.Depth;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The segments: what waits in them, and the one that is written to. Nothing is ever cut off or deleted before it is delivered or
 * set aside: what was there at the start is only read, and what comes goes to a new segment.
 *
 * <p>Each start numbers its records in a block of offsets of its own. So nobody has to know how many records there are before the
 * next can be appended; and a segment that is followed by one of the same block was finished.
 *
 * <p>One thread appends, one delivers, and one reads what was there at the start. The lock is never held while bytes are written
 * or read; how much there is can be seen without it.
 */
final class SegmentLog {
    private static final long BLOCK = 1L << 32;

    private final SpoolDirectory directory;
    private final SetAside setAside;
    private final FileChannel deliveredFile;
    private final Consumer<SpoolEvent> events;
    private final long stamp;
    private final long maxBytes;
    private final long segmentBytes;

    private final NavigableMap<Long, Segment> segments = new TreeMap<>();
    private @Nullable Active active;
    private boolean writing;
    private long nextOffset;
    private long marker;
    private long setAsideBytes;

    private volatile Depth depth;
    private volatile Optional<Instant> oldest = Optional.empty();

    /** What is written to. */
    private record Active(SegmentWriter writer, Segment segment) {}

    private SegmentLog(
            SpoolDirectory directory, long stamp, long maxBytes, long segmentBytes, Consumer<SpoolEvent> events)
            throws IOException {
        this.directory = directory;
        this.setAside = new SetAside(directory);
        this.stamp = stamp;
        this.maxBytes = maxBytes;
        this.segmentBytes = segmentBytes;
        this.events = events;
        this.depth = new Depth(0, 0, 0, maxBytes);
        this.setAsideBytes = setAside.bytes();
        this.deliveredFile = directory.deliveredFile();
    }

    /** Those in the directory. Reads nothing of them yet. */
    static SegmentLog open(
            SpoolDirectory directory,
            OptionalLong delivered,
            long stamp,
            long maxBytes,
            long segmentBytes,
            Consumer<SpoolEvent> events)
            throws IOException {
        var log = new SegmentLog(directory, stamp, maxBytes, segmentBytes, events);
        log.find(delivered);
        return log;
    }

    private synchronized void find(OptionalLong delivered) throws IOException {
        List<Long> found = directory.segments();
        marker = delivered.orElse(0);
        long highest = marker;
        for (int i = 0; i < found.size(); i++) {
            long first = found.get(i);
            long next = i + 1 < found.size() ? found.get(i + 1) : Long.MAX_VALUE;
            Path path = directory.segment(first);
            long bytes = Files.size(path);
            // A segment is deleted before the marker moves on: one before it was put back, or its deletion was undone
            // by a crash.
            OptionalLong ofThis = marker >= first && marker < next ? delivered : OptionalLong.empty();
            boolean sealed = next % BLOCK != 0 && next != Long.MAX_VALUE;
            segments.put(first, Segment.found(path, first, bytes, ofThis, sealed));
            highest = Math.max(highest, first + bytes / Batch.HEADER + 1);
        }
        nextOffset = highest == 0 ? 0 : nextBlock(highest);
        if (delivered.isPresent()) {
            SpoolDirectory.writeDelivered(deliveredFile, marker); // with the checksum that older builds did not write
        }
        publish();
    }

    long stamp() {
        return stamp;
    }

    Depth depth() {
        return depth;
    }

    Optional<Instant> oldest() {
        return oldest;
    }

    /** No record that waits is of an earlier time; {@link Instant#MAX} where none waits, {@link Instant#MIN} where that is not known. */
    synchronized Instant noneBefore() {
        Instant earliest = Instant.MAX;
        for (Segment segment : segments.values()) {
            Instant ofThis = segment.noneBefore();
            earliest = ofThis.isBefore(earliest) ? ofThis : earliest;
        }
        return earliest;
    }

    /** Those there are, in order. */
    synchronized List<Segment> segments() {
        return List.copyOf(segments.values());
    }

    /** The next behind that offset, if there is one. */
    synchronized Optional<Segment> after(long offset) {
        return Optional.ofNullable(segments.higherEntry(offset)).map(Map.Entry::getValue);
    }

    /** Appends the batches, numbers them, and returns once they are on the disk: all or none. For one thread. */
    void append(List<ByteBuffer> batches) throws IOException {
        try {
            appendOnce(batches);
        } catch (NoSuchFileException e) {
            appendOnce(batches); // The segment was removed; there is a new one now.
        }
    }

    private void appendOnce(List<ByteBuffer> batches) throws IOException {
        Active to = beginWriting();
        long start = System.nanoTime();
        try {
            to.writer().append(batches);
            wrote(to, batches);
        } catch (IOException | RuntimeException | Error e) {
            failedToWrite(to, e);
            throw e;
        }
        events.accept(new SpoolEvent.Written(System.nanoTime() - start));
    }

    private synchronized Active beginWriting() throws IOException {
        Active to = active;
        if (to != null && to.writer().end().bytes() >= segmentBytes) {
            active = null;
            to.writer().close();
            to = null;
        }
        if (to == null) {
            SegmentWriter writer = SegmentWriter.create(directory, nextOffset);
            to = new Active(writer, Segment.created(writer.path(), nextOffset));
            segments.put(nextOffset, to.segment());
            active = to;
        }
        writing = true;
        return to;
    }

    private synchronized void wrote(Active to, List<ByteBuffer> batches) throws NoSuchFileException {
        if (!isThere(to.segment())) {
            throw new NoSuchFileException(to.writer().path().toString());
        }
        writing = false;
        nextOffset = to.writer().end().offset();
        to.segment()
                .appended(
                        batches.stream().map(Batch::time).toList(), to.writer().end());
        publish();
    }

    private void failedToWrite(Active to, Throwable failure) {
        boolean gone = failure instanceof NoSuchFileException;
        boolean usable = !gone;
        try {
            to.writer().takeBack();
        } catch (IOException e) {
            failure.addSuppressed(e);
            usable = false;
        }
        synchronized (this) {
            writing = false;
            if (!usable) {
                // It may hold whole records behind its end, under offsets that must not be given again.
                active = null;
                nextOffset = nextBlock(nextOffset);
                closeQuietly(to.writer());
            }
        }
        if (gone) {
            gone(to.segment());
        } else {
            dropIfDone(to.segment());
        }
    }

    /** Reads all of a segment that was there at the start, once. */
    void examine(Segment segment, Consumer<Position> progress) throws IOException {
        synchronized (segment) {
            if (segment.isExamined()) {
                return;
            }
            var waiting = new BitSet();
            var guessed = new BitSet();
            int sinceDamage = 0;
            var times = new EarliestTimes();
            var damages = new ArrayList<Damaged>();
            int whole = 0;
            Instant first = null;
            long end;
            try (FileChannel file = FileChannel.open(segment.path(), StandardOpenOption.READ)) {
                SegmentReader reader = reader(segment, file, new Position(segment.first(), 0));
                for (Optional<Piece> next = reader.next(); next.isPresent(); next = reader.next()) {
                    switch (next.get()) {
                        case Whole(Entry entry, Position at) -> {
                            int index = Math.toIntExact(at.offset() - segment.first());
                            waiting.set(index);
                            if (reader.isSure()) {
                                guessed.clear(sinceDamage, index);
                            } else {
                                guessed.set(index);
                            }
                            times.add(index, entry.receivedAt().toEpochMilli());
                            whole++;
                            first = first == null ? entry.receivedAt() : first;
                        }
                        case Damaged damaged -> {
                            damages.add(damaged);
                            sinceDamage = Math.toIntExact(reader.position().offset() - segment.first());
                        }
                        case Torn torn -> report(segment, torn);
                    }
                    progress.accept(reader.position());
                }
                end = reader.position().offset();
            }
            long marked = segment.delivered().orElse(0);
            // A delivered segment is deleted: else it cannot be true, and a duplicate is cheap.
            long delivered = marked < end ? marked : 0;
            waiting.clear(0, Math.toIntExact(Math.max(0, delivered - segment.first())));
            waiting.or(guessed); // They may be later ones.
            damages.forEach(damaged -> report(segment, damaged, delivered));
            if (waiting.cardinality() < whole) {
                events.accept(new SpoolEvent.AlreadyDelivered(segment.path(), whole - waiting.cardinality()));
            }
            synchronized (this) {
                segment.examined(waiting, times, whole, first);
                publish();
            }
        }
        dropIfDone(segment);
    }

    /** Reads a segment from there on, up to what is on the disk. */
    SegmentReader reader(Segment segment, FileChannel file, Position from) {
        synchronized (this) {
            return new SegmentReader(
                    file, segment.first(), from, segment.bytes(), stamp, segment.isSealed(), segment.isGivenUp());
        }
    }

    /** Sets aside what has become damaged, and counts what is lost with it, where that was not known before. */
    void report(Segment segment, Damaged damaged) {
        report(segment, damaged, 0);
    }

    private void report(Segment segment, Damaged damaged, long delivered) {
        long from = damaged.from().bytes();
        long lost = newlyLost(segment, damaged, delivered);
        if (lost > 0) {
            Optional<Path> copy = setAside(segment, from, damaged.to());
            events.accept(new SpoolEvent.Damaged(segment.path(), from, damaged.to() - from, lost, copy));
        }
    }

    /** How many of the damaged records are not known to be lost and not delivered. They wait no longer. */
    private synchronized long newlyLost(Segment segment, Damaged damaged, long delivered) {
        if (!segment.isNewDamage(damaged.from())) {
            return 0;
        }
        long first = damaged.from().offset();
        if (!segment.isExamined()) {
            return Math.min(damaged.records(), Math.max(0, first + damaged.records() - delivered));
        }
        long lost = 0;
        for (long offset = first; offset < first + damaged.records(); offset++) {
            lost += segment.settle(offset) ? 1 : 0;
        }
        publish();
        return lost;
    }

    /** Sets aside what is torn, where that was not known before. */
    void report(Segment segment, Torn torn) {
        long from = torn.from().bytes();
        if (isNewDamage(segment, torn.from())) {
            Optional<Path> copy = setAside(segment, from, torn.to());
            events.accept(new SpoolEvent.Torn(segment.path(), from, torn.to() - from, copy));
        }
    }

    private synchronized boolean isNewDamage(Segment segment, Position from) {
        return segment.isNewDamage(from);
    }

    private Optional<Path> setAside(Segment segment, long from, long to) {
        Optional<Path> copy = setAside.copy(segment.path(), from, to);
        synchronized (this) {
            if (copy.isPresent()) {
                setAsideBytes += to - from;
            } else {
                segment.setOnlyCopy();
            }
            publish();
        }
        return copy;
    }

    /** Those that wait no longer: they are delivered. */
    void delivered(Collection<Entry> entries) {
        synchronized (this) {
            for (Entry entry : entries) {
                Segment segment = segments.get(entry.segment());
                if (segment != null) {
                    segment.settle(entry.offset());
                }
            }
            publish();
        }
        segments().forEach(this::dropIfDone);
        writeMarker();
    }

    /** A segment is not there any more, and what waited in it is lost. */
    void gone(Segment segment) {
        long lost;
        synchronized (this) {
            if (segments.get(segment.first()) != segment) {
                return;
            }
            lost = segment.isExamined() ? segment.waiting() : 1;
            segments.remove(segment.first());
            Active removed = active;
            if (removed != null && removed.segment() == segment && !writing) {
                active = null;
                nextOffset = nextBlock(nextOffset);
                closeQuietly(removed.writer());
            }
            publish();
        }
        if (lost > 0) {
            events.accept(new SpoolEvent.Gone(segment.path(), lost));
        }
    }

    /** It could not be opened, or not be read: it is tried again later. */
    void failed(Segment segment, IOException why) {
        synchronized (this) {
            segment.failed(!(why instanceof FileSystemException));
        }
        events.accept(new SpoolEvent.Unreadable(segment.path(), String.valueOf(why)));
    }

    /** Those of which little is left, though they take more than half of what the spool may. */
    synchronized List<Segment> mostlyDelivered() {
        if (depth.bytes() <= maxBytes / 2) {
            return List.of();
        }
        return segments.values().stream()
                .filter(segment -> segment.isMostlyDelivered() && !isActive(segment))
                .toList();
    }

    synchronized boolean waits(Segment segment, long offset) {
        return segment.waits(offset);
    }

    synchronized boolean isThere(Segment segment) {
        return segments.get(segment.first()) == segment;
    }

    synchronized long bytesOf(Segment segment) {
        return segment.bytes();
    }

    synchronized boolean isDue(Segment segment) {
        return segment.isDue();
    }

    synchronized Position cursor(Segment segment) {
        return segment.cursor();
    }

    /** Nothing waits before that place. */
    synchronized void advance(Segment segment, Position cursor) {
        segment.setCursor(cursor);
    }

    synchronized void setOldest(Segment segment, Instant receivedAt) {
        segment.setOldest(receivedAt);
        publish();
    }

    synchronized void close() throws IOException {
        if (active != null) {
            active.writer().close();
        }
        deliveredFile.close();
    }

    private void dropIfDone(Segment segment) {
        synchronized (this) {
            if (!segment.isDone() || !isThere(segment) || (isActive(segment) && writing)) {
                return;
            }
            try {
                if (active != null && active.segment() == segment) {
                    active.writer().close();
                    active = null;
                }
                if (segment.isOnlyCopy()) {
                    setAside.move(segment.path());
                    setAsideBytes += segment.bytes();
                } else {
                    Files.deleteIfExists(segment.path());
                }
                segments.remove(segment.first());
                publish();
                return;
            } catch (IOException e) {
                segment.failed(false);
            }
        }
        events.accept(new SpoolEvent.Unreadable(segment.path(), "it is published but cannot be deleted"));
    }

    /** Not fsynced: after a crash, some are delivered once more. */
    private void writeMarker() {
        synchronized (this) {
            var first = segments.firstEntry();
            long delivered = marker;
            if (first == null) {
                delivered = nextOffset;
            } else if (first.getValue().isExamined() && first.getValue().waiting() > 0) {
                delivered = first.getValue().firstWaiting();
            }
            if (delivered == marker) {
                return;
            }
            try {
                SpoolDirectory.writeDelivered(deliveredFile, delivered);
                marker = delivered;
                return;
            } catch (IOException e) {
                // As before; below it is said.
            }
        }
        events.accept(new SpoolEvent.Unreadable(directory.path(), "cannot write the delivery position"));
    }

    private boolean isActive(Segment segment) {
        return active != null && active.segment() == segment;
    }

    private void publish() {
        long records = 0;
        long bytes = setAsideBytes;
        for (Segment segment : segments.values()) {
            records += segment.waiting();
            bytes += segment.bytes();
        }
        depth = new Depth(records, bytes, setAsideBytes, maxBytes);
        oldest = segments.values().stream()
                .filter(segment -> segment.waiting() > 0)
                .findFirst()
                .map(Segment::oldest);
    }

    private static long nextBlock(long offset) {
        return (offset / BLOCK + 1) * BLOCK;
    }

    private static void closeQuietly(SegmentWriter writer) {
        try {
            writer.close();
        } catch (IOException e) {
            // Nothing more is written to it.
        }
    }
}
