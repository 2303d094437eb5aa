package io.adjourn.streams.completion;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a closed meeting is remembered.
 *
 * @param retain from the latest news on, until its events' identities are forgotten: longer than its deliveries can be
 *     replayed
 * @param stubRetain from then on, until it is forgotten whole
 * @param tombstoneAfter from the record of a deletion on, until the record itself is deleted from its topic; null where it stays
 * @param maxAge from a meeting's first closing on, until its record is deleted from its topic, whatever became of it; null where it
 *     stays
 * @param forgetWithin how long what a later record or state took the place of may still stand in Kafka and on the disk
 */
public record Retention(
        Duration retain,
        Duration stubRetain,
        @Nullable Duration tombstoneAfter,
        @Nullable Duration maxAge,
        Duration forgetWithin) {
    private static final Duration A_DAY = Duration.ofDays(1);
    public static final Retention DEFAULT = new Retention(Duration.ofDays(30), Duration.ofDays(400), null);

    /** Of records of any age, where what is old is gone within a day. */
    public Retention(Duration retain, Duration stubRetain, @Nullable Duration tombstoneAfter) {
        this(retain, stubRetain, tombstoneAfter, null, A_DAY);
    }

    /** How long a changelog may go without being compacted: half the time, so that the other half is left for all that follows. */
    public Duration compactWithin() {
        return forgetWithin.dividedBy(2);
    }

    /**
     * How long after a record by which something goes another one follows it. Kafka compacts no segment that is still written to, and
     * closes one only where something is written: where nothing else is, that is this record. A little later than what it closes
     * has to be old.
     */
    Duration followAfter() {
        return compactWithin().plus(compactWithin().dividedBy(12));
    }
}
