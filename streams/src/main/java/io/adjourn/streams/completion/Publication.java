package io.adjourn.streams.completion;

/**
 * The last revision that was published of a meeting.
 *
 * @param revision its number, from 1
 * @param closedAt log time of the first, in milliseconds
 * @param at its own log time, in milliseconds; once the record was deleted from its topic, of that
 * @param deleted whether it says that the data was deleted
 * @param tombstoned whether the record was then deleted from its topic: none may follow
 * @param provisional whether no end was known: it says that nothing was heard for long
 * @param followed whether another record followed the one by which something went: see {@link Retention#followAfter}
 */
record Publication(
        int revision,
        long closedAt,
        long at,
        boolean deleted,
        boolean tombstoned,
        boolean provisional,
        boolean followed) {

    /** One that nothing has followed. */
    Publication(int revision, long closedAt, long at, boolean deleted, boolean tombstoned, boolean provisional) {
        this(revision, closedAt, at, deleted, tombstoned, provisional, false);
    }

    Publication asTombstoned(long now) {
        return new Publication(revision, closedAt, Math.max(at, now), deleted, true, provisional, false);
    }

    Publication asFollowed() {
        return new Publication(revision, closedAt, at, deleted, tombstoned, provisional, true);
    }

    /** Whether a record is to follow it, so that what stood before it leaves the topic. */
    boolean isToBeFollowed() {
        return (deleted || tombstoned) && !followed;
    }
}
