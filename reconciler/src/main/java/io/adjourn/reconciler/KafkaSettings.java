package io.adjourn.reconciler;

import io.adjourn.config.BadConfigurationException;
import io.adjourn.config.KafkaOptions;
import io.adjourn.contracts.Causes;
import io.adjourn.contracts.Installation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;

/**
 * The properties of the Kafka clients: every {@code kafka.*} setting as given, our choice where nothing is given, and what the promise
 * rests on, which cannot be set otherwise.
 *
 * @param given the operator's own, by Kafka's names, credentials perhaps in files
 */
record KafkaSettings(Map<String, String> given, Installation installation) {
    private static final int MIB = 1024 * 1024;
    private static final int SESSION_MS = 15_000;
    private static final int HEARTBEAT_MS = 3_000;
    private static final int BLOCK_MS = 15_000;
    private static final int DELIVERY_MS = 30_000;
    private static final int ASKING_MS = 5_000;

    KafkaSettings {
        given = Map.copyOf(given);
    }

    /**
     * Checks what can be checked without a broker.
     *
     * @throws BadConfigurationException if one of them cannot be
     */
    KafkaSettings checked() {
        mustBe(ProducerConfig.ACKS_CONFIG, Set.of("all", "-1"));
        mustBe(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, Set.of("true"));
        mustBe(ProducerConfig.TRANSACTIONAL_ID_CONFIG, Set.of());
        mustBe(ProducerConfig.PARTITIONER_CLASS_CONFIG, Set.of());
        mustBe(ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG, Set.of("false"));
        mustBe(ConsumerConfig.GROUP_ID_CONFIG, Set.of());
        mustBe(ConsumerConfig.ISOLATION_LEVEL_CONFIG, Set.of("read_committed"));
        try {
            var admin = new AdminClientConfig(admin());
            KafkaOptions.mustBeAddresses(admin.getList(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
        } catch (ConfigException e) {
            throw new BadConfigurationException("kafka.*: " + Causes.text(e), e);
        }
        return this;
    }

    private void mustBe(String key, Set<String> allowed) {
        String value = given.get(key);
        if (value != null && !allowed.contains(value)) {
            throw new BadConfigurationException(
                    "kafka." + key, value, "would break what the reconciler promises: remove the setting");
        }
    }

    Map<String, Object> admin() {
        Map<String, Object> admin = ours(AdminClientConfig.configNames());
        admin.put(AdminClientConfig.CLIENT_ID_CONFIG, "adjourn-reconciler-check");
        admin.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ASKING_MS);
        admin.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ASKING_MS);
        return admin;
    }

    /** Of the one whose assignment is the lease. */
    Map<String, Object> lease() {
        Map<String, Object> consumer = consumer();
        consumer.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MS);
        consumer.putIfAbsent(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MS);
        consumer.put(ConsumerConfig.GROUP_ID_CONFIG, installation.reconcilerId());
        consumer.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        // Who joins takes nothing from who works.
        consumer.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                List.of(CooperativeStickyAssignor.class.getName()));
        return consumer;
    }

    /** Of the one that reads what others write. */
    Map<String, Object> readings() {
        Map<String, Object> consumer = consumer();
        consumer.keySet().removeAll(List.of(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, ConsumerConfig.GROUP_ID_CONFIG));
        consumer.putIfAbsent(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 16 * MIB);
        return consumer;
    }

    private Map<String, Object> consumer() {
        Map<String, Object> consumer = ours(ConsumerConfig.configNames());
        consumer.putIfAbsent(ConsumerConfig.CLIENT_ID_CONFIG, "adjourn-reconciler");
        consumer.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        consumer.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        consumer.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        consumer.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return consumer;
    }

    /** Of what is remembered. */
    Map<String, Object> journal() {
        Map<String, Object> producer = producer();
        producer.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, installation.reconcilerId());
        producer.putIfAbsent(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, DELIVERY_MS);
        return producer;
    }

    /** Of answers. */
    Map<String, Object> deliveries() {
        Map<String, Object> producer = producer();
        producer.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        producer.putIfAbsent(
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                installation.topics().raw().maxMessageBytes());
        producer.putIfAbsent(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L * MIB);
        return producer;
    }

    private Map<String, Object> producer() {
        Map<String, Object> producer = ours(ProducerConfig.configNames());
        producer.putIfAbsent(ProducerConfig.CLIENT_ID_CONFIG, "adjourn-reconciler");
        producer.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MS);
        producer.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MS);
        producer.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, BLOCK_MS);
        producer.put(ProducerConfig.ACKS_CONFIG, "all");
        producer.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return producer;
    }

    /** What was given that such a client knows, credentials as their files have them now. */
    private Map<String, Object> ours(Set<String> known) {
        Map<String, Object> settings = new HashMap<>(KafkaOptions.withFiles(given));
        settings.keySet().retainAll(known);
        return settings;
    }
}
