package io.adjourn.streams.completion;

/**
 * A revision that is published if there is something new to say once more had time to come.
 *
 * @param dueAt log time at which that is found out, in milliseconds
 * @param said what the last revision says
 */
record PendingRevision(long dueAt, RecordContent said) {}
