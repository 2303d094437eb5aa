package io.adjourn.inspector.ingest;

import io.adjourn.config.BadConfigurationException;
import io.adjourn.config.KafkaOptions;
import io.adjourn.contracts.Causes;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What the inspector's clients of Kafka run with: safe defaults, what the operator passed through, and what cannot be set otherwise. No
 * group: nothing but reading is asked of Kafka.
 *
 * @param consumer for consumers
 * @param admin for a client that only asks
 */
public record ConsumerSettings(Map<String, Object> consumer, Map<String, Object> admin) {
    private static final int MIB = 1024 * 1024;
    private static final int ASKING_MS = 5_000;

    /** All of a batch is in memory until it is written: of more, collecting garbage copies it again and again. */
    private static final int TAKEN_AT_A_TIME = 3_000;

    public ConsumerSettings {
        consumer = Map.copyOf(consumer);
        admin = Map.copyOf(admin);
    }

    /**
     * The settings.
     *
     * @param unresolved the operator's own {@code kafka.} settings, by Kafka's names, credentials perhaps in files
     * @throws BadConfigurationException if one of them cannot be
     */
    public static ConsumerSettings of(Map<String, String> unresolved) {
        Map<String, String> given = KafkaOptions.withFiles(unresolved);
        Map<String, Object> consumer = new HashMap<>();
        consumer.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, TAKEN_AT_A_TIME);
        consumer.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 16 * MIB);
        consumer.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, MIB);
        consumer.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
        consumer.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 2 * ASKING_MS);
        ConsumerConfig.configNames().stream()
                .filter(given::containsKey)
                .forEach(name -> consumer.put(name, String.valueOf(given.get(name))));
        consumer.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        consumer.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        consumer.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        consumer.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        consumer.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        consumer.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        consumer.remove(ConsumerConfig.GROUP_ID_CONFIG);
        Map<String, Object> admin = new HashMap<>();
        AdminClientConfig.configNames().stream()
                .filter(given::containsKey)
                .forEach(name -> admin.put(name, String.valueOf(given.get(name))));
        admin.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ASKING_MS);
        admin.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ASKING_MS);
        try {
            KafkaOptions.mustBeAddresses(new ConsumerConfig(consumer).getList(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG));
        } catch (ConfigException e) {
            throw new BadConfigurationException("kafka.*: " + Causes.text(e), e);
        }
        return new ConsumerSettings(consumer, admin);
    }
}
