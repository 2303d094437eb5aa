package io.adjourn.inspector.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.contracts.Causes;
import io.adjourn.contracts.RawHeaders;
import io.adjourn.contracts.Topic;
import io.adjourn.inspector.index.RawBodies;
import io.adjourn.inspector.index.RecordPosition;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Fetches single records of the raw topic, one at a time, by one consumer that is kept. */
final class KafkaBodies implements RawBodies, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Map<String, Object> settings;
    private final Topic raw;
    private @Nullable KafkaConsumer<byte[], byte[]> kept;

    KafkaBodies(ConsumerSettings kafka, Topic raw) {
        var own = new HashMap<>(kafka.consumer());
        own.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        // The one that is asked for comes whole, however large; little of what is behind it comes with it.
        own.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 1);
        own.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1);
        own.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        own.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        this.settings = own;
        this.raw = raw;
    }

    @Override
    public synchronized Fetched fetch(RecordPosition place) {
        try {
            return fetched(place);
        } catch (OffsetOutOfRangeException e) {
            return new Gone();
        } catch (KafkaException e) {
            close();
            return new Unavailable("Kafka does not answer: " + Causes.text(e));
        }
    }

    private Fetched fetched(RecordPosition place) {
        KafkaConsumer<byte[], byte[]> consumer = consumer();
        var partition = new TopicPartition(raw.name(), place.partition());
        consumer.assign(List.of(partition));
        consumer.seek(partition, place.offset());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                return record.offset() == place.offset() ? found(record) : new Gone();
            }
        }
        return new Unavailable("Kafka did not answer within " + PATIENCE.toSeconds() + " s: try again");
    }

    private static Found found(ConsumerRecord<byte[], byte[]> record) {
        return new Found(
                record.key() == null ? "" : new String(record.key(), UTF_8),
                record.value() == null ? new byte[0] : record.value(),
                new TreeMap<>(RawHeaders.texts(record.headers())));
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        KafkaConsumer<byte[], byte[]> open = kept;
        if (open == null) {
            open = new KafkaConsumer<>(settings);
            kept = open;
        }
        return open;
    }

    @Override
    public synchronized void close() {
        KafkaConsumer<byte[], byte[]> open = kept;
        kept = null;
        if (open != null) {
            open.close();
        }
    }
}
