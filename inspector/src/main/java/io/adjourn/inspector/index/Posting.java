package io.adjourn.inspector.index;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Where a meeting stands in the list of each of its terms: by when it was first seen, newest first, and then by its key. The same in all
 * lists, so that lists can be walked side by side.
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by compare alone.
record Posting(byte[] bytes) {

    static Posting of(long firstSeenAt, String key) {
        byte[] text = Keys.key(key);
        return new Posting(ByteBuffer.allocate(Long.BYTES + text.length)
                .putLong(descending(firstSeenAt))
                .put(text)
                .array());
    }

    /** Before all that were first seen before that time. */
    static Posting before(long time) {
        return new Posting(ByteBuffer.allocate(Long.BYTES)
                .putLong(time == Long.MIN_VALUE ? -1L : descending(time - 1))
                .array());
    }

    static final Posting FIRST = new Posting(new byte[0]);

    static Posting in(byte[] row) {
        return new Posting(Arrays.copyOfRange(row, 1 + Long.BYTES, row.length));
    }

    byte[] in(Term term) {
        byte[] prefix = term.prefix();
        return ByteBuffer.allocate(prefix.length + bytes.length)
                .put(prefix)
                .put(bytes)
                .array();
    }

    long firstSeenAt() {
        return descending(ByteBuffer.wrap(bytes).getLong());
    }

    String key() {
        return new String(bytes, Long.BYTES, bytes.length - Long.BYTES, StandardCharsets.UTF_8);
    }

    /** The one right after it. */
    Posting next() {
        return new Posting(Arrays.copyOf(bytes, bytes.length + 1));
    }

    int compare(Posting other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    /** Such that later times come first, as unsigned bytes are compared. */
    private static long descending(long micros) {
        return ~(micros ^ Long.MIN_VALUE);
    }
}
