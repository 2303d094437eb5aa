package io.adjourn.streams.completion;

/**
 * The last revision that was published of a meeting.
 *
 * @param revision its number, from 1
 * @param closedAt log time of the first, in milliseconds
 * @param at its own log time, in milliseconds
 * @param deleted whether it says that the data was deleted
 * @param tombstoned whether the record was then deleted from its topic: none may follow
 * @param provisional whether no end was known: it says that nothing was heard for long
 */
record Publication(int revision, long closedAt, long at, boolean deleted, boolean tombstoned, boolean provisional) {
    Publication asTombstoned() {
        return new Publication(revision, closedAt, at, deleted, true, provisional);
    }
}
