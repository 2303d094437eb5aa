package io.adjourn.streams;

import io.adjourn.contracts.Topic;
import io.adjourn.contracts.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** What Kafka Streams runs with: safe defaults, what the operator passed through, and what the promise rests on. */
final class KafkaSettings {
    private static final int MIB = 1024 * 1024;

    private KafkaSettings() {}

    /** @param passedThrough the operator's own {@code kafka.} settings, by Kafka's names */
    static Properties of(StreamsSettings settings, Map<String, Object> passedThrough) {
        Map<String, Object> all = new HashMap<>();
        all.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        all.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
        all.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDir());
        all.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        all.putAll(passedThrough);

        all.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId());
        all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        all.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        all.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        all.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        all.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), largestRecord() + MIB);
        var properties = new Properties();
        properties.putAll(all);
        return properties;
    }

    private static int largestRecord() {
        return Topics.ALL.stream().mapToInt(Topic::maxMessageBytes).max().orElseThrow();
    }
}
