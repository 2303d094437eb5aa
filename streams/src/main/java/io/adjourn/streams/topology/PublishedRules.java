package io.adjourn.streams.topology;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * By which rules all that is in the topic of open meetings was last said: when other rules hold, or none were noted yet, every open
 * meeting is said once more.
 *
 * <p>It is kept beside the deadlines, under a key that is too short for one of theirs, which every build skips. Not thread-safe: one
 * task's.
 */
final class PublishedRules {
    static final Bytes KEY = Bytes.wrap("rules".getBytes(StandardCharsets.US_ASCII));

    private final KeyValueStore<Bytes, byte[]> store;
    private final long fingerprint;
    private boolean current;

    /**
     * @param store where the deadlines are
     * @param fingerprint of the rules that hold
     */
    PublishedRules(KeyValueStore<Bytes, byte[]> store, long fingerprint) {
        this.store = store;
        this.fingerprint = fingerprint;
        byte[] noted = store.get(KEY);
        this.current = noted != null
                && noted.length == Long.BYTES
                && ByteBuffer.wrap(noted).getLong() == fingerprint;
    }

    /** Whether all open meetings are said by the rules that hold. */
    boolean areCurrent() {
        return current;
    }

    /** Notes that they are. */
    void note() {
        if (!current) {
            store.put(KEY, ByteBuffer.allocate(Long.BYTES).putLong(fingerprint).array());
            current = true;
        }
    }
}
