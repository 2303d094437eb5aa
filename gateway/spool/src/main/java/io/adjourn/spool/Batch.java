package io.adjourn.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.record.internal.Records;
import org.apache.kafka.common.record.internal.SimpleRecord;

/**
 * One record as Kafka's record batch, format 2, with its checksum. The format is public and lasts; the classes that write and
 * read it are not public, and known to nobody but this one.
 *
 * <p>The checksum covers everything but the offset, the length, the leader's epoch and the magic number.
 */
final class Batch {
    /** The length of a batch's header. */
    static final int HEADER = 61;

    /** Where the {@link Stamp} is: in the place of the producer's id, which the checksum covers. */
    static final int STAMP_AT = 43;

    /** Where the record's time is. */
    private static final int TIME_AT = 27;

    /** Longer than any that we write. A greater length is damage. */
    static final int LONGEST = 64 * 1024 * 1024;

    private Batch() {}

    /** The record as bytes. They still want their {@link #number}. */
    static ByteBuffer encode(String key, byte[] value, Map<String, String> headers, Instant time, long stamp) {
        Header[] kafkas = headers.entrySet().stream()
                .map(header ->
                        new RecordHeader(header.getKey(), header.getValue().getBytes(UTF_8)))
                .toArray(Header[]::new);
        return MemoryRecords.withRecords(
                        RecordBatch.MAGIC_VALUE_V2,
                        0,
                        Compression.NONE,
                        TimestampType.CREATE_TIME,
                        stamp,
                        (short) 0,
                        0,
                        RecordBatch.NO_PARTITION_LEADER_EPOCH,
                        false,
                        new SimpleRecord(time.toEpochMilli(), key.getBytes(UTF_8), value, kafkas))
                .buffer();
    }

    /** Gives the record its offset, which its checksum does not cover. */
    static void number(ByteBuffer batch, long offset) {
        batch.putLong(batch.position() + Records.OFFSET_OFFSET, offset);
    }

    /**
     * How many bytes the batch with this header has.
     *
     * @return empty if this is the header of none
     */
    static Optional<Integer> length(ByteBuffer header) {
        if (header.remaining() < HEADER) {
            return Optional.empty();
        }
        // As a long: a length near the largest int must not become negative.
        long length = (long) header.getInt(header.position() + Records.SIZE_OFFSET) + Records.LOG_OVERHEAD;
        boolean credible = length > HEADER
                && length <= LONGEST
                && header.get(header.position() + Records.MAGIC_OFFSET) == RecordBatch.MAGIC_VALUE_V2;
        return credible ? Optional.of((int) length) : Optional.empty();
    }

    static long offset(ByteBuffer header) {
        return header.getLong(header.position() + Records.OFFSET_OFFSET);
    }

    /** The record's own time, in milliseconds. */
    static long time(ByteBuffer header) {
        return header.getLong(header.position() + TIME_AT);
    }

    static long stamp(ByteBuffer header) {
        return header.getLong(header.position() + STAMP_AT);
    }

    /** The record in exactly these bytes, of that segment and under this offset; empty if they are not whole or anything but one of our records. */
    static Optional<Entry> decode(ByteBuffer bytes, long segment, long offset) {
        try {
            MutableRecordBatch batch =
                    MemoryRecords.readableRecords(bytes).batches().iterator().next();
            if (!batch.isValid()
                    || batch.compressionType() != CompressionType.NONE
                    || !Integer.valueOf(1).equals(batch.countOrNull())) {
                return Optional.empty();
            }
            Record record = batch.iterator().next();
            Map<String, String> headers = Arrays.stream(record.headers())
                    .collect(Collectors.toMap(Header::key, header -> new String(header.value(), UTF_8)));
            return Optional.of(new Entry(
                    segment,
                    offset,
                    Instant.ofEpochMilli(record.timestamp()),
                    UTF_8.decode(record.key()).toString(),
                    record.value(),
                    headers));
        } catch (RuntimeException e) {
            return Optional.empty(); // Kafka's classes say in many ways that bytes are not a record
        }
    }

    /**
     * The record in exactly these bytes, where only what the checksum does not cover is damaged: all of that is known from where
     * the bytes are.
     */
    static Optional<Entry> decodeWithoutFrame(ByteBuffer bytes, long segment, long offset) {
        if (bytes.remaining() <= HEADER || bytes.remaining() > LONGEST) {
            return Optional.empty();
        }
        ByteBuffer rebuilt =
                ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
        number(rebuilt, offset);
        rebuilt.putInt(Records.SIZE_OFFSET, rebuilt.remaining() - Records.LOG_OVERHEAD);
        rebuilt.put(Records.MAGIC_OFFSET, RecordBatch.MAGIC_VALUE_V2);
        return decode(rebuilt, segment, offset);
    }
}
