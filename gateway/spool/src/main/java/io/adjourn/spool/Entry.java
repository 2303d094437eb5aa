package io.adjourn.spool;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;

/**
 * A record as it is kept.
 *
 * @param segment the offset in the name of the segment that it is in
 * @param offset how many were appended before it, ever; behind damage it may be a guess, which another segment's record has too
 * @param receivedAt its own time, to the millisecond; builds before 0.2.0 kept when it was appended
 * @param key the record's key in Kafka
 * @param value its exact bytes
 * @param headers its headers in Kafka
 */
public record Entry(
        long segment, long offset, Instant receivedAt, String key, ByteBuffer value, Map<String, String> headers) {
    public Entry {
        value = value.asReadOnlyBuffer();
        headers = Map.copyOf(headers);
    }

    @Override
    public ByteBuffer value() {
        return value.duplicate();
    }

    /** The exact bytes, copied. */
    public byte[] bytes() {
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        return bytes;
    }
}
