package io.adjourn.spool;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of one segment. Guarded by its {@link SegmentLog}. */
final class Segment {
    /** Whether a fault passes by itself is known soon. */
    private static final int PATIENT_ATTEMPTS = 3;

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

    private final Path path;
    private final long first;
    private final OptionalLong delivered;
    /** By offset, relative to the first: those that wait for their delivery. */
    private final BitSet pending = new BitSet();

    /** Of all that was ever in it. */
    private final EarliestTimes times = new EarliestTimes();

    private final Set<Long> damages = new HashSet<>();
    private int waiting;
    private int records;
    private int readFailures;
    private long retryAt = System.nanoTime();

    /** Behind its last byte. */
    private long bytes;
    /** Not behind the first that waits. */
    private Position cursor;
    /** When the first that waits was received, as far as is known. */
    private @Nullable Instant oldest;
    /** Whether the last write to it was finished. */
    private boolean sealed;
    /** Whether it is known what waits in it. */
    private boolean examined;
    /** Whether something in it is set aside nowhere else. */
    private boolean onlyCopy;

    private Segment(Path path, long first, long bytes, OptionalLong delivered) {
        this.path = path;
        this.first = first;
        this.bytes = bytes;
        this.delivered = delivered;
        this.cursor = new Position(first, 0);
    }

    /**
     * One that was there before.
     *
     * @param delivered the offset of its first record that is not delivered, empty where that is not known
     */
    static Segment found(Path path, long first, long bytes, OptionalLong delivered, boolean sealed) {
        var segment = new Segment(path, first, bytes, delivered);
        segment.sealed = sealed;
        return segment;
    }

    /** A new one, which is empty. */
    static Segment created(Path path, long first) {
        var segment = new Segment(path, first, 0, OptionalLong.empty());
        segment.sealed = true; // Only what is on the disk is ever read.
        segment.examined = true;
        return segment;
    }

    Path path() {
        return path;
    }

    long first() {
        return first;
    }

    OptionalLong delivered() {
        return delivered;
    }

    long bytes() {
        return bytes;
    }

    boolean isSealed() {
        return sealed;
    }

    boolean isExamined() {
        return examined;
    }

    boolean isDone() {
        return examined && waiting == 0;
    }

    int waiting() {
        return waiting;
    }

    boolean isMostlyDelivered() {
        return examined && waiting > 0 && waiting <= records / 4;
    }

    boolean isOnlyCopy() {
        return onlyCopy;
    }

    void setOnlyCopy() {
        onlyCopy = true;
    }

    Position cursor() {
        return cursor;
    }

    void setCursor(Position newCursor) {
        cursor = newCursor;
    }

    @Nullable
    Instant oldest() {
        return oldest;
    }

    void setOldest(Instant receivedAt) {
        oldest = receivedAt;
    }

    /** No record that waits in it is of an earlier time; {@link Instant#MAX} where none waits, {@link Instant#MIN} where that is not known. */
    Instant noneBefore() {
        return examined ? times.ofThoseIn(pending) : Instant.MIN;
    }

    /** The offset of the first that waits; there must be one. */
    long firstWaiting() {
        return first + pending.nextSetBit(0);
    }

    boolean waits(long offset) {
        return pending.get(index(offset));
    }

    /**
     * Records were appended, and end there.
     *
     * @param received when each was received, in milliseconds
     */
    void appended(List<Long> received, Position end) {
        int count = received.size();
        int to = index(end.offset());
        pending.set(to - count, to);
        for (int i = 0; i < count; i++) {
            times.add(to - count + i, received.get(i));
        }
        waiting += count;
        records += count;
        bytes = end.bytes();
        if (oldest == null || waiting == count) {
            oldest = Instant.ofEpochMilli(received.getFirst());
        }
    }

    /** These wait, of so many that are whole. */
    void examined(BitSet found, EarliestTimes timesFound, int whole, @Nullable Instant oldestFound) {
        pending.or(found);
        times.addAll(timesFound);
        waiting = pending.cardinality();
        records = whole;
        oldest = oldestFound;
        examined = true;
    }

    /** It is delivered, or lost; whether it did wait. */
    boolean settle(long offset) {
        boolean waited = waits(offset);
        if (waited) {
            pending.clear(index(offset));
            waiting--;
        }
        return waited;
    }

    /** Whether that damage is a new one. */
    boolean isNewDamage(Position from) {
        return damages.add(from.bytes());
    }

    /** It could not be opened, or not be read. */
    void failed(boolean whileReading) {
        readFailures += whileReading ? 1 : 0;
        retryAt = System.nanoTime() + BETWEEN_ATTEMPTS.toNanos();
    }

    boolean isDue() {
        return System.nanoTime() - retryAt >= 0;
    }

    /** Whether what cannot be read of it is given up. */
    boolean isGivenUp() {
        return readFailures >= PATIENT_ATTEMPTS;
    }

    private int index(long offset) {
        return Math.toIntExact(offset - first);
    }
}
