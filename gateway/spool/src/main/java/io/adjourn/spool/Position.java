package io.adjourn.spool;

/**
 * Where a record is, or the next one will be.
 *
 * @param offset the record's
 * @param bytes of its first byte in its segment
 */
record Position(long offset, long bytes) {}
