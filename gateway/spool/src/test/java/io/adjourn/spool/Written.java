package io.adjourn.spool;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.jspecify.annotations.Nullable;

/**
 * A spool's files as an input of a fuzzer writes them, and which records are whole in them. An input is a row of steps, each a
 * byte that says which, a byte that says how many follow, and those: whole records, damage, cuts, garbage, batches with a right
 * checksum around anything, further segments, and the marker. For checksums are what a fuzzer does not find by itself.
 */
final class Written {
    static final long STAMP = 7;

    private static final Instant AT = Instant.parse("2026-09-01T12:00:00Z");
    /** In bytes: a header and something behind it. */
    private static final int SHORTEST_RECORD = 70;

    private static final long MORE_THAN_THERE_ARE = 1_000_000_000;
    private static final int MAGIC_OFFSET = 16;
    private static final byte MAGIC = 2;
    private static final int CRC_OFFSET = 17;
    private static final int ATTRIBUTES_OFFSET = 21;
    private static final int COUNT_OFFSET = 57;
    private static final int BATCH_OVERHEAD = DefaultRecordBatch.RECORD_BATCH_OVERHEAD;

    private final NavigableMap<Long, byte[]> segments = new TreeMap<>();
    private final List<Whole> placed = new ArrayList<>();
    private final List<Whole> whole = new ArrayList<>();
    private byte @Nullable [] marker;
    private long delivered;
    private long current;
    private long next;

    /** A record that is whole: nothing of it was overwritten or cut off. */
    record Whole(long segment, int from, int to, long offset, String value) {}

    private Written() {
        segments.put(0L, new byte[0]);
    }

    /** What the input writes. */
    static Written by(byte[] input) {
        var written = new Written();
        ByteBuffer steps = ByteBuffer.wrap(input);
        while (steps.hasRemaining()) {
            int step = steps.get() & 7;
            int length = steps.hasRemaining() ? steps.get() & 0xff : 0;
            byte[] bytes = new byte[Math.min(length, steps.remaining())];
            steps.get(bytes);
            written.step(step, bytes);
        }
        return written;
    }

    /** The segments' bytes, by the offset in their names. */
    NavigableMap<Long, byte[]> segments() {
        return segments;
    }

    /** The whole records, in order. */
    List<Whole> whole() {
        return whole;
    }

    /** What stands in the place of each record, in order, as it was before any damage. */
    List<Whole> placed() {
        return placed;
    }

    /** The marker's bytes; null where there is none. */
    byte @Nullable [] marker() {
        return marker;
    }

    /** The offset of the first record that is not delivered; 0 where the marker does not say, or cannot be believed. */
    long delivered() {
        return delivered <= next ? delivered : 0;
    }

    private void step(int step, byte[] bytes) {
        switch (step) {
            case 0, 1 -> record(bytes);
            case 2 -> garbage(bytes);
            case 3 -> damage(bytes);
            case 4 -> cut(bytes);
            case 5 -> oddBatch(bytes);
            case 6 -> newSegment(bytes);
            default -> mark(bytes);
        }
    }

    /** In the place of a record, for a disk that fails does not put bytes between others. */
    private void garbage(byte[] bytes) {
        if (bytes.length > 0) {
            place(Arrays.copyOf(bytes, Math.max(bytes.length, SHORTEST_RECORD)), "");
        }
    }

    private void record(byte[] value) {
        ByteBuffer batch = Batch.encode("acme/b-1", value, Map.of("adjourn-source", "acme"), AT, STAMP);
        Batch.number(batch, next);
        byte[] bytes = new byte[batch.remaining()];
        batch.get(bytes);
        whole.add(place(bytes, new String(value, UTF_8)));
    }

    private void damage(byte[] bytes) {
        byte[] content = content();
        if (bytes.length >= 3 && content.length > 0) {
            int at = (((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff)) % content.length;
            content[at] ^= bytes[2] == 0 ? 1 : bytes[2];
            spoil(at, at + 1);
        }
    }

    /** As a write that was never finished; nothing is written behind it. */
    private void cut(byte[] bytes) {
        byte[] content = content();
        int length = bytes.length == 0 ? 0 : Math.min(content.length, bytes[0] & 0xff);
        segments.put(current, Arrays.copyOf(content, content.length - length));
        spoil(content.length - length, content.length);
        newSegment(new byte[0]);
    }

    /** One byte: so many are delivered. Two: more than there are. Else any bytes. */
    private void mark(byte[] bytes) {
        delivered = bytes.length == 1 ? bytes[0] & 0xff : 0;
        marker = switch (bytes.length) {
            case 1 -> withChecksum(delivered);
            case 2 -> withChecksum(MORE_THAN_THERE_ARE);
            default -> bytes;
        };
    }

    /** A number as the spool writes it down. */
    static byte[] withChecksum(long number) {
        String digits = "%020d".formatted(number);
        var checksum = new CRC32C();
        checksum.update(digits.getBytes(US_ASCII));
        return "%s %08x%n".formatted(digits, checksum.getValue()).getBytes(US_ASCII);
    }

    /** As long as it says and with a right checksum, and in it anything. */
    private void oddBatch(byte[] bytes) {
        if (bytes.length < 3) {
            return;
        }
        ByteBuffer batch = ByteBuffer.allocate(BATCH_OVERHEAD + bytes.length - 3);
        batch.putLong(0, next).putInt(Long.BYTES, batch.capacity() - Long.BYTES - Integer.BYTES);
        batch.put(MAGIC_OFFSET, MAGIC).put(ATTRIBUTES_OFFSET + 1, bytes[0]).put(ATTRIBUTES_OFFSET + 5, bytes[1]);
        batch.putInt(COUNT_OFFSET, bytes[2]);
        batch.put(BATCH_OVERHEAD, bytes, 3, bytes.length - 3);
        var checksum = new CRC32C();
        checksum.update(batch.array(), ATTRIBUTES_OFFSET, batch.capacity() - ATTRIBUTES_OFFSET);
        batch.putInt(CRC_OFFSET, (int) checksum.getValue());
        place(batch.array(), "");
    }

    private void newSegment(byte[] bytes) {
        next += bytes.length == 0 ? 0 : bytes[0] & 0xff;
        if (next > current) {
            current = next;
            segments.put(current, new byte[0]);
        }
    }

    /** Takes the place of the next record. */
    private Whole place(byte[] bytes, String value) {
        byte[] content = content();
        byte[] longer = Arrays.copyOf(content, content.length + bytes.length);
        System.arraycopy(bytes, 0, longer, content.length, bytes.length);
        segments.put(current, longer);
        var record = new Whole(current, content.length, longer.length, next, value);
        placed.add(record);
        next++;
        return record;
    }

    private void spoil(int from, int to) {
        whole.removeIf(record -> record.segment == current && record.from < to && from < record.to);
    }

    private byte[] content() {
        return segments.lastEntry().getValue();
    }
}
