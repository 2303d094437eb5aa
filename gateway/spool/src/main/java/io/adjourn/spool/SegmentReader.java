package io.adjourn.spool;

import io.adjourn.spool.Piece.Damaged;
import io.adjourn.spool.Piece.Torn;
import io.adjourn.spool.Piece.Whole;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;
import org.apache.kafka.common.record.internal.RecordBatch;

/**
 * Reads a segment piece by piece, whatever its bytes are: each record that is whole, and what stands between them. Throws nothing
 * but the {@link IOException}s of the channel.
 *
 * <p>Behind bytes that are no record it looks for the next whole one: where the damaged one says that it ends, and then byte by
 * byte. What the checksum of a record does not cover (its offset, length and magic number) is known from its neighbours: such
 * damage costs nothing. Behind damage the neighbours are those that follow.
 *
 * <p>Byte by byte it would find records within bodies, too: a sender could put some there. Therefore only those count there that
 * bear the spool's {@link Stamp}, which no sender knows.
 */
final class SegmentReader {
    private static final int SECTOR = 512;
    private static final long NOT_FOUND = -1;

    private final Window window;
    private final long first;
    private final long stamp;
    private final boolean sealed;
    private long end;
    private Position position;
    /** Up to here offsets were counted, or two records in a row said the same as was counted. */
    private Position certain;

    private boolean agreed = true;
    /** Whether there was no damage yet, or two records in a row behind it agreed. */
    private boolean sure = true;
    /** The stamp of the last record; builds before there were stamps wrote none. */
    private long lastStamp = RecordBatch.NO_PRODUCER_ID;

    /**
     * @param segment its bytes
     * @param first the offset in its name
     * @param position where to begin
     * @param end where the bytes end
     * @param stamp the spool's
     * @param sealed whether the last write to it is known to have been finished: then its end is not torn but damaged
     * @param tolerant whether blocks that cannot be read are damage rather than an {@link IOException}
     */
    SegmentReader(
            SeekableByteChannel segment,
            long first,
            Position position,
            long end,
            long stamp,
            boolean sealed,
            boolean tolerant) {
        this.first = first;
        this.window = new Window(segment, tolerant);
        this.position = position;
        this.certain = position;
        this.end = end;
        this.stamp = stamp;
        this.sealed = sealed;
    }

    /** Where the next piece begins. */
    Position position() {
        return position;
    }

    /**
     * Whether the offsets since the last damage are sure to be those that the records had. They become so with two records in a row
     * that say so.
     */
    boolean isSure() {
        return sure;
    }

    /** The segment has grown. */
    void growTo(long newEnd) {
        end = newEnd;
    }

    /** The next piece, empty at the end. */
    Optional<Piece> next() throws IOException {
        if (position.bytes() >= end) {
            return Optional.empty();
        }
        Position at = position;
        // The offset of a record that directly follows another one is known, whatever it says.
        ByteBuffer whole = batch(at.bytes());
        Optional<Entry> entry = Batch.decode(whole, first, at.offset());
        if (entry.isPresent()) {
            lastStamp = Batch.stamp(whole);
            boolean agrees = Batch.offset(whole) == at.offset();
            if (agrees && agreed) {
                certain = at;
                sure = true;
            }
            agreed = agrees;
            position = new Position(at.offset() + 1, at.bytes() + whole.remaining());
            return Optional.of(new Whole(entry.get(), at));
        }
        return Optional.of(damaged(at));
    }

    private Piece damaged(Position from) throws IOException {
        long next = nextWhole(from);
        long to = next == NOT_FOUND ? end : next;
        long offset = next == NOT_FOUND ? from.offset() + 1 : offsetOf(next, from);
        position = new Position(offset, to);
        agreed = false;
        sure = false;
        if (offset == from.offset() + 1 && to - from.bytes() <= Batch.LONGEST) {
            Optional<Entry> entry = Batch.decodeWithoutFrame(
                    window.bytes(from.bytes(), (int) (to - from.bytes()), end), first, from.offset());
            if (entry.isPresent()) {
                return new Whole(entry.get(), from);
            }
        }
        if (next != NOT_FOUND) {
            return new Damaged(from, to, offset - from.offset());
        }
        if (!sealed && isTorn(from)) {
            return new Torn(from, end);
        }
        long records = recordsFrom(from);
        position = new Position(from.offset() + records, end);
        return new Damaged(from, end, records);
    }

    /** Where the next whole record behind a damaged one begins. */
    private long nextWhole(Position damaged) throws IOException {
        long next = damaged.bytes() + Batch.length(header(damaged.bytes())).orElse(0);
        if (next > damaged.bytes() && next < end && isWhole(next)) {
            ByteBuffer header = header(next);
            // The first record's stamp says which the segment's is, where the directory's was lost.
            boolean ours = Batch.stamp(header) == stamp || Batch.stamp(header) == lastStamp || damaged.bytes() == 0;
            if (ours && Batch.offset(header) == damaged.offset() + 1) {
                return next;
            }
        }
        return search(damaged.bytes() + 1);
    }

    private long search(long from) throws IOException {
        long at = from;
        while (at + Batch.HEADER < end) {
            ByteBuffer bytes = window.bytes(at, SECTOR * SECTOR, end);
            int last = bytes.remaining() - Batch.HEADER;
            if (last < 0) {
                return NOT_FOUND;
            }
            for (int i = 0; i <= last; i++) {
                long found = bytes.getLong(i + Batch.STAMP_AT);
                boolean ours = found == stamp || (found == lastStamp && found != RecordBatch.NO_PRODUCER_ID);
                if (ours && isWhole(at + i)) {
                    return at + i;
                }
            }
            at += last + 1;
        }
        return NOT_FOUND;
    }

    /**
     * The offset of the whole record there, behind damage. Where the one behind it says something else, a third decides; without one
     * it is the lower of the two, for then nothing that follows seems to come too early. Where none can be right it is the next one.
     */
    private long offsetOf(long at, Position damaged) throws IOException {
        long own = Batch.offset(header(at));
        long second = at + Batch.length(header(at)).orElse(0);
        long bySecond = second > at && isWhole(second) ? Batch.offset(header(second)) - 1 : own;
        boolean isOwnCredible = isCredible(own, at, damaged);
        if (bySecond == own || !isCredible(bySecond, at, damaged)) {
            return isOwnCredible ? own : damaged.offset() + 1;
        }
        long third = second + Batch.length(header(second)).orElse(0);
        long byThird = isWhole(third) ? Batch.offset(header(third)) - 2 : NOT_FOUND;
        if (!isOwnCredible || byThird == bySecond) {
            return bySecond;
        }
        return byThird == own ? own : Math.min(own, bySecond);
    }

    /** Whether there can be as many records in between. */
    private boolean isCredible(long offset, long at, Position damaged) {
        return offset > damaged.offset() && offset - certain.offset() <= 1 + (at - certain.bytes()) / Batch.HEADER;
    }

    private boolean isWhole(long at) throws IOException {
        return Batch.decode(batch(at), first, 0).isPresent();
    }

    /**
     * Whether the bytes up to the end are what a write leaves that was not finished: they are fewer than they say, or a sector of
     * them was never written.
     */
    private boolean isTorn(Position from) throws IOException {
        ByteBuffer header = header(from.bytes());
        if (header.remaining() < Batch.HEADER) {
            return true;
        }
        int length = Batch.length(header).orElse(0);
        boolean isShort = Batch.offset(header) == from.offset() && from.bytes() + length > end;
        return !window.hasUnreadable() && (isShort || hasEmptySector(from.bytes()));
    }

    private boolean hasEmptySector(long from) throws IOException {
        long last = (end - 1) / SECTOR * SECTOR;
        if (isZero(Math.max(from, last), end)) {
            return true;
        }
        for (long sector = (from + SECTOR - 1) / SECTOR * SECTOR; sector < last; sector += SECTOR) {
            if (isZero(sector, sector + SECTOR)) {
                return true;
            }
        }
        return false;
    }

    private boolean isZero(long from, long to) throws IOException {
        ByteBuffer bytes = window.bytes(from, (int) (to - from), end);
        return bytes.mismatch(ByteBuffer.allocate(bytes.remaining())) < 0;
    }

    /** How many records the bytes up to the end say they are; at least 1. */
    private long recordsFrom(Position from) throws IOException {
        long records = 0;
        long at = from.bytes();
        boolean credible = true;
        while (at < end && credible) {
            ByteBuffer header = header(at);
            int length = Batch.length(header).orElse(0);
            credible = length > 0 && Batch.offset(header) == from.offset() + records;
            if (credible) {
                records++;
                at += length;
            }
        }
        return Math.max(1, records);
    }

    /** The bytes of the batch that begins there; none if none does, or it goes beyond the end. */
    private ByteBuffer batch(long at) throws IOException {
        int length = Batch.length(header(at)).orElse(0);
        return at + length <= end ? window.bytes(at, length, end) : ByteBuffer.allocate(0);
    }

    private ByteBuffer header(long at) throws IOException {
        return window.bytes(at, Batch.HEADER, end);
    }
}
