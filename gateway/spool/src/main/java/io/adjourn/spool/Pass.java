package io.adjourn.spool;

import io.adjourn.spool.Piece.Damaged;
import io.adjourn.spool.Piece.Torn;
import io.adjourn.spool.Piece.Whole;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Goes once through all that waits, oldest first, what comes meanwhile included. A segment that cannot be read is passed over and
 * tried in the next pass. For one thread.
 */
public final class Pass implements AutoCloseable {
    private final SegmentLog log;
    /** The last segment it goes through. */
    private final long last;
    /** Those up to this one are passed. */
    private long passed;

    private @Nullable Open open;

    private Pass(SegmentLog log, long passed, long last) {
        this.log = log;
        this.passed = passed;
        this.last = last;
    }

    static Pass throughAll(SegmentLog log) {
        return new Pass(log, -1, Long.MAX_VALUE);
    }

    static Pass within(SegmentLog log, Segment segment) {
        return new Pass(log, segment.first() - 1, segment.first());
    }

    /** Where it is. */
    private static final class Open {
        final Segment segment;
        final FileChannel file;
        final SegmentReader reader;
        boolean nothingWaitedYet = true;

        Open(Segment segment, FileChannel file, SegmentReader reader) {
            this.segment = segment;
            this.file = file;
            this.reader = reader;
        }
    }

    /**
     * The next ones that wait. They go on waiting until they are {@link Spool#delivered}.
     *
     * @param records how many at most
     * @param bytes stops behind the record with which the values come to so many
     * @return in order; empty if there is no further one
     */
    public List<Entry> next(int records, long bytes) {
        var entries = new ArrayList<Entry>();
        long size = 0;
        while (entries.size() < records && size < bytes) {
            Optional<Entry> entry = next();
            if (entry.isEmpty()) {
                return entries;
            }
            entries.add(entry.get());
            size += entry.get().value().remaining();
        }
        return entries;
    }

    private Optional<Entry> next() {
        for (Open at = current(); at != null; at = current()) {
            try {
                Optional<Entry> entry = next(at);
                if (entry.isPresent()) {
                    return entry;
                }
                if (after(at.segment.first()).isEmpty()) {
                    return Optional.empty(); // and it may still grow
                }
                leave();
            } catch (IOException e) {
                fail(at.segment, e);
            }
        }
        return Optional.empty();
    }

    private Optional<Entry> next(Open at) throws IOException {
        at.reader.growTo(log.bytesOf(at.segment));
        for (Optional<Piece> piece = at.reader.next(); piece.isPresent(); piece = at.reader.next()) {
            switch (piece.get()) {
                case Whole(Entry entry, Position _)
                when log.waits(at.segment, entry.offset()) -> {
                    if (at.nothingWaitedYet) {
                        log.setOldest(at.segment, entry.receivedAt());
                        at.nothingWaitedYet = false;
                    }
                    return Optional.of(entry);
                }
                case Whole _ -> {
                    if (at.nothingWaitedYet) {
                        log.advance(at.segment, at.reader.position());
                    }
                }
                case Damaged damaged -> log.report(at.segment, damaged);
                case Torn torn -> log.report(at.segment, torn);
            }
        }
        return Optional.empty();
    }

    /** The segment it is in, or else the next that can be opened. */
    private @Nullable Open current() {
        Open at = open;
        if (at != null && log.isThere(at.segment)) {
            return at;
        }
        leave();
        for (Optional<Segment> next = after(passed); next.isPresent(); next = after(passed)) {
            Segment segment = next.get();
            if (log.isDue(segment) && enter(segment)) {
                return open;
            }
            passed = Math.max(passed, segment.first());
        }
        return null;
    }

    private Optional<Segment> after(long offset) {
        return log.after(offset).filter(segment -> segment.first() <= last);
    }

    private boolean enter(Segment segment) {
        try {
            log.examine(segment, _ -> {});
            if (!log.isThere(segment)) {
                return false; // All of it is delivered.
            }
            FileChannel file = FileChannel.open(segment.path(), StandardOpenOption.READ);
            open = new Open(segment, file, log.reader(segment, file, log.cursor(segment)));
            return true;
        } catch (IOException e) {
            fail(segment, e);
            return false;
        }
    }

    private void fail(Segment segment, IOException why) {
        if (why instanceof NoSuchFileException) {
            log.gone(segment);
        } else {
            log.failed(segment, why);
        }
        leave();
        passed = segment.first();
    }

    private void leave() {
        Open left = open;
        open = null;
        if (left != null) {
            passed = left.segment.first();
            try {
                left.file.close();
            } catch (IOException e) {
                // It was only read.
            }
        }
    }

    @Override
    public void close() {
        leave();
    }
}
