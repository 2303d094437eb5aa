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
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.record.internal.Records;
import org.apache.kafka.common.record.internal.SimpleRecord;

/**
 * One record as Kafka's record batch, format 2, with its checksum. The format is public and lasts; the classes that write and
 * read it are not public, and known to nobody but this one.
 */
final class Batch {
    /** As many bytes as say how long the whole is. */
    static final int START = Records.HEADER_SIZE_UP_TO_MAGIC;

    /** Longer than any that we write: such a length is none. */
    private static final int LONGEST = 64 * 1024 * 1024;

    private Batch() {}

    /** The record as bytes. They still want their {@link #number}. */
    static ByteBuffer encode(String key, byte[] value, Map<String, String> headers, Instant now) {
        Header[] kafkas = headers.entrySet().stream()
                .map(header ->
                        new RecordHeader(header.getKey(), header.getValue().getBytes(UTF_8)))
                .toArray(Header[]::new);
        var record = new SimpleRecord(now.toEpochMilli(), key.getBytes(UTF_8), value, kafkas);
        return MemoryRecords.withRecords(Compression.NONE, record).buffer();
    }

    /** Gives the record its offset, which its checksum does not cover. */
    static void number(ByteBuffer batch, long offset) {
        batch.putLong(batch.position() + Records.OFFSET_OFFSET, offset);
    }

    /**
     * How many bytes the batch with this start has.
     *
     * @return empty if this is the start of none
     */
    static Optional<Integer> length(ByteBuffer start) {
        int length = start.getInt(Records.SIZE_OFFSET) + Records.LOG_OVERHEAD;
        boolean credible =
                length > START && length <= LONGEST && start.get(Records.MAGIC_OFFSET) == RecordBatch.MAGIC_VALUE_V2;
        return credible ? Optional.of(length) : Optional.empty();
    }

    /** The record in these bytes, empty if it is not whole, is damaged, or has another offset. */
    static Optional<Entry> decode(ByteBuffer bytes, long offset) {
        MutableRecordBatch batch =
                MemoryRecords.readableRecords(bytes).batches().iterator().next();
        if (!batch.isValid() || batch.baseOffset() != offset) {
            return Optional.empty();
        }
        Record record = batch.iterator().next();
        Map<String, String> headers = Arrays.stream(record.headers())
                .collect(Collectors.toMap(Header::key, header -> new String(header.value(), UTF_8)));
        return Optional.of(new Entry(
                offset,
                Instant.ofEpochMilli(record.timestamp()),
                UTF_8.decode(record.key()).toString(),
                record.value(),
                headers));
    }
}
