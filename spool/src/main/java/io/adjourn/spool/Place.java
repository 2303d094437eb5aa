package io.adjourn.spool;

/**
 * Where a record is, or the next one will be.
 *
 * @param offset the record's
 * @param position of its first byte in its segment
 */
record Place(long offset, long position) {}
