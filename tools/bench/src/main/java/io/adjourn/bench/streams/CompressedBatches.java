package io.adjourn.bench.streams;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.compress.GzipCompression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.utils.internals.BufferSupplier;

/** How small records become in batches as a producer makes them, and how long that takes one processor. */
final class CompressedBatches {
    private static final int ROOM = 1 << 20;

    private final List<List<ConsumerRecord<byte[], byte[]>>> batches;
    private final long bytes;
    private final Duration round;

    /**
     * @param batchBytes how large a batch is before it is compressed
     * @param round how long each thing is repeated, twice, the first time only to be compiled
     */
    CompressedBatches(List<ConsumerRecord<byte[], byte[]>> records, int batchBytes, Duration round) {
        this.round = round;
        batches = new ArrayList<>();
        var batch = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        int size = 0;
        for (var record : records) {
            int more = record.serializedKeySize() + record.serializedValueSize() + headerBytes(record);
            if (size > 0 && size + more > batchBytes) {
                batches.add(List.copyOf(batch));
                batch.clear();
                size = 0;
            }
            batch.add(record);
            size += more;
        }
        batches.add(List.copyOf(batch));
        bytes = sizes(written(Compression.NONE));
    }

    private static int headerBytes(ConsumerRecord<byte[], byte[]> record) {
        int bytes = 0;
        for (Header header : record.headers()) {
            bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return bytes;
    }

    /**
     * What came out.
     *
     * @param share of the size without compression
     * @param written megabytes a second, as they are without compression
     * @param read the same for reading
     */
    record Result(double share, double written, double read) {}

    /** Measures a codec by its Kafka name; of gzip at the level that streams has, and for {@code gzip-6} at Kafka's own default. */
    Result measure(String codec) {
        Compression compression = compression(codec);
        List<MemoryRecords> made = written(compression);
        double writing = seconds(() -> written(compression));
        double reading = seconds(() -> read(made));
        double megabytes = bytes / 1e6;
        return new Result((double) sizes(made) / bytes, megabytes / writing, megabytes / reading);
    }

    /** How large all of them are with a codec. */
    long bytes(String codec) {
        return sizes(written(compression(codec)));
    }

    private static Compression compression(String codec) {
        return switch (codec) {
            case "gzip" -> new GzipCompression.Builder().level(1).build();
            case "gzip-6" -> new GzipCompression.Builder().level(6).build();
            case "lz4" -> Compression.lz4().build();
            case "snappy" -> Compression.snappy().build();
            case "zstd" -> Compression.zstd().build();
            case "none" -> Compression.NONE;
            default -> throw new IllegalArgumentException(codec);
        };
    }

    private static long sizes(List<MemoryRecords> made) {
        return made.stream().mapToLong(MemoryRecords::sizeInBytes).sum();
    }

    private List<MemoryRecords> written(Compression compression) {
        return batches.stream().map(batch -> written(compression, batch)).toList();
    }

    private static MemoryRecords written(Compression compression, List<ConsumerRecord<byte[], byte[]>> batch) {
        var builder = MemoryRecords.builder(
                ByteBuffer.allocate(ROOM), RecordBatch.CURRENT_MAGIC_VALUE, compression, TimestampType.CREATE_TIME, 0);
        for (var record : batch) {
            builder.append(
                    record.timestamp(),
                    record.key(),
                    record.value(),
                    record.headers().toArray());
        }
        return builder.build();
    }

    private static long read(List<MemoryRecords> made) {
        long bytes = 0;
        try (var buffers = BufferSupplier.create()) {
            for (MemoryRecords records : made) {
                for (var batch : records.batches()) {
                    try (var iterator = batch.streamingIterator(buffers)) {
                        while (iterator.hasNext()) {
                            Record record = iterator.next();
                            bytes += record.valueSize();
                        }
                    }
                }
            }
        }
        return bytes;
    }

    /** How long one takes, once it has been done for a while. */
    private double seconds(Runnable work) {
        repeat(work);
        return repeat(work);
    }

    private double repeat(Runnable work) {
        long start = System.nanoTime();
        int times = 0;
        while (System.nanoTime() - start < round.toNanos()) {
            work.run();
            times++;
        }
        return (System.nanoTime() - start) / 1e9 / times;
    }
}
