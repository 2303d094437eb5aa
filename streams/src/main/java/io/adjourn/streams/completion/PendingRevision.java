package io.adjourn.streams.completion;

/**
 * A revision that is published if there is something new to say once more had time to come.
 *
 * @param dueAt log time at which that is found out, in milliseconds; {@link Long#MAX_VALUE} where what changed is worth no revision
 *     of its own, and is said with the next one
 * @param said what the last revision says
 */
record PendingRevision(long dueAt, RecordContent said) {
    static PendingRevision withTheNextOne(RecordContent said) {
        return new PendingRevision(Long.MAX_VALUE, said);
    }
}
