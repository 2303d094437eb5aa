package io.adjourn.inspector.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.contracts.Topic;
import io.adjourn.contracts.Topics;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How rows are found. Entries of a record key stand together, in the order of their kinds; within a kind in that of their places. */
final class Keys {
    static final byte DELIVERY = 'D';
    static final byte EVENT = 'E';

    /** That there are events of a delivery: a row that is asked for by its whole key is not there without a look at the disk. */
    static final byte NORMALIZED = 'N';

    static final byte OPEN = 'O';
    static final byte REJECT = 'R';
    static final byte REVISION = 'V';

    /** Longer ones no gateway writes; such a record is left out. */
    static final int LONGEST = 2_000;

    private static final byte END = 0;
    private static final int PLACE = Integer.BYTES + Long.BYTES;
    private static final List<Topic> EVENTS =
            List.of(Topics.LIFECYCLE, Topics.ARTIFACTS, Topics.ACTIVITY, Topics.CALENDAR);

    private Keys() {}

    /** What no record key has in it ends it. */
    static byte[] key(String recordKey) {
        return recordKey.replace('\0', '\uFFFD').getBytes(UTF_8);
    }

    /** What all entries of that record key begin with. */
    static byte[] prefix(String recordKey) {
        return with(key(recordKey), 1).put(END).array();
    }

    /** The first key after all entries of that record key. */
    static byte[] after(String recordKey) {
        return with(key(recordKey), 1).put((byte) (END + 1)).array();
    }

    static byte[] kind(String recordKey, byte kind) {
        return with(key(recordKey), 2).put(END).put(kind).array();
    }

    static byte[] placed(String recordKey, byte kind, RecordPosition place) {
        return put(with(key(recordKey), 2 + PLACE).put(END).put(kind), place).array();
    }

    static byte[] revision(String recordKey, int epoch, int revision) {
        return with(key(recordKey), 2 + 2 * Integer.BYTES)
                .put(END)
                .put(REVISION)
                .putInt(epoch)
                .putInt(revision)
                .array();
    }

    /** Events stand by their delivery's place; one without by a place that no delivery has. */
    static byte[] event(String recordKey, @Nullable RecordPosition raw, Topic topic, RecordPosition place) {
        var key = put(
                with(key(recordKey), 3 + 2 * PLACE).put(END).put(EVENT),
                raw == null ? new RecordPosition(-1, -1) : raw);
        return put(key.put((byte) EVENTS.indexOf(topic)), place).array();
    }

    private static ByteBuffer with(byte[] key, int more) {
        return ByteBuffer.allocate(key.length + more).put(key);
    }

    private static ByteBuffer put(ByteBuffer key, RecordPosition place) {
        return key.putInt(place.partition()).putLong(place.offset());
    }

    /** An entry's key, behind the record key. */
    record Rest(byte kind, ByteBuffer behind) {
        static Rest of(byte[] key, int prefixLength) {
            return new Rest(key[prefixLength], ByteBuffer.wrap(key, prefixLength + 1, key.length - prefixLength - 1));
        }

        RecordPosition place() {
            return new RecordPosition(behind.getInt(), behind.getLong());
        }

        Topic topic() {
            return EVENTS.get(behind.get());
        }
    }

    static boolean startsWith(byte[] key, byte[] prefix) {
        return key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }
}
