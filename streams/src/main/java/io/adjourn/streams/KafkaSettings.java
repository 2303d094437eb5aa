package io.adjourn.streams;

import io.adjourn.contracts.Topic;
import io.adjourn.contracts.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.StreamsConfig;

/**
 * What Kafka Streams runs with: safe defaults, what the operator passed through, and what the promise rests on, which cannot be
 * set otherwise.
 */
final class KafkaSettings {
    private static final int MIB = 1024 * 1024;
    private static final int ASKING_MS = 5_000;

    private KafkaSettings() {}

    /**
     * The settings.
     *
     * @param passedThrough the operator's own {@code kafka.} settings, by Kafka's names
     * @throws BadConfigurationException if one of them cannot be
     */
    static Properties of(StreamsSettings settings, Map<String, String> passedThrough) {
        mustBe(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2, passedThrough);
        mustBe(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId(), passedThrough);
        mustNotHandleErrors(passedThrough);

        Map<String, Object> all = new HashMap<>();
        all.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
        all.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDir().toString());
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
        check(properties);
        return properties;
    }

    /** What of them a client needs that only asks. */
    static Map<String, Object> forAdmin(Properties settings) {
        Map<String, Object> admin = new HashMap<>();
        Set<String> names = AdminClientConfig.configNames();
        settings.forEach((key, value) -> {
            if (names.contains(String.valueOf(key))) {
                admin.put(String.valueOf(key), value);
            }
        });
        // So that it is soon told what is waited for.
        admin.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ASKING_MS);
        admin.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ASKING_MS);
        return admin;
    }

    private static void mustBe(String key, String wanted, Map<String, String> given) {
        String value = given.get(key);
        if (value != null && !value.equals(wanted)) {
            throw new BadConfigurationException("kafka." + key + ": " + value + " cannot be, it has to be " + wanted
                    + " for what Adjourn promises: remove it");
        }
    }

    /** What a handler skips is lost without a trace: rejects are made before anything is sent, all else must stop the stream. */
    private static void mustNotHandleErrors(Map<String, String> given) {
        for (String key : given.keySet()) {
            if (key.endsWith("exception.handler")) {
                throw new BadConfigurationException(
                        "kafka." + key + " cannot be set, for it could lose what was accepted: remove it");
            }
        }
    }

    private static void check(Properties properties) {
        try {
            var _ = new StreamsConfig(properties);
        } catch (ConfigException e) {
            throw new BadConfigurationException("kafka.*: " + e.getMessage(), e);
        }
    }

    private static int largestRecord() {
        return Topics.ALL.stream().mapToInt(Topic::maxMessageBytes).max().orElseThrow();
    }
}
