package io.adjourn.spool;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;

/**
 * A record as it is kept.
 *
 * @param offset how many were appended before it, ever
 * @param receivedAt its own time, to the millisecond; builds before 0.2.0 kept when it was appended
 * @param key the record's key in Kafka
 * @param value its exact bytes
 * @param headers its headers in Kafka
 */
public record Entry(long offset, Instant receivedAt, String key, ByteBuffer value, Map<String, String> headers) {
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
