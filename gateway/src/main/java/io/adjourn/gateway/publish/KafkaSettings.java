package io.adjourn.gateway.publish;

import static org.apache.kafka.clients.producer.ProducerConfig.ACKS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.BATCH_SIZE_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.BOOTSTRAP_SERVERS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.BUFFER_MEMORY_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.CLIENT_ID_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.COMPRESSION_TYPE_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.LINGER_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.MAX_BLOCK_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION;
import static org.apache.kafka.clients.producer.ProducerConfig.MAX_REQUEST_SIZE_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.PARTITIONER_CLASS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.TRANSACTIONAL_ID_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG;

import io.adjourn.config.BadConfigurationException;
import io.adjourn.config.KafkaOptions;
import io.adjourn.contracts.Causes;
import io.adjourn.contracts.Installation;
import io.adjourn.contracts.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The properties of the Kafka clients: every {@code kafka.*} setting as given, our choice where nothing is given, and an
 * error where what is given would break the promise of a 202 or the publish deadline.
 *
 * @param producer those of the producer for deliveries whose senders wait
 * @param drain those of the producer for spooled records, which have time
 * @param admin those of the client that readiness asks with
 * @param given what all of it was made of
 * @param deadline the publish deadline
 * @param installation whose raw topic is written to
 */
record KafkaSettings(
        Map<String, Object> producer,
        Map<String, Object> drain,
        Map<String, Object> admin,
        Map<String, String> given,
        Duration deadline,
        Installation installation) {
    /** Room for a few of the largest records, which count in it until they are acknowledged. */
    private static final long BUFFER_BYTES = 64L * 1024 * 1024;

    /** Eight times Kafka's default: 200 deliveries or so. */
    private static final int BATCH_BYTES = 128 * 1024;

    private static final int ADMIN_TIMEOUT_MS = 1_000;

    /** Kafka's own default. */
    private static final int DRAIN_TIMEOUT_MS = 120_000;
    /** Twice Kafka's default: enough for the largest record on a link of 0.3 MB/s. */
    private static final int DRAIN_REQUEST_TIMEOUT_MS = 60_000;

    private static final int DRAIN_BLOCK_MS = 1_000;
    /** What the drainer sends at once, and one of the largest records. */
    private static final long DRAIN_BUFFER_BYTES = 32L * 1024 * 1024;

    KafkaSettings {
        producer = Map.copyOf(producer);
        drain = Map.copyOf(drain);
        admin = Map.copyOf(admin);
        given = Map.copyOf(given);
    }

    /** The topic that deliveries go to. */
    Topic raw() {
        return installation.topics().raw();
    }

    /** The same, with credentials that are in files as the files have them now. */
    KafkaSettings renewed() {
        return of(given, deadline, installation);
    }

    /**
     * @param unresolved the {@code kafka.*} settings without the prefix, credentials perhaps in files
     * @param deadline the publish deadline
     * @throws BadConfigurationException if one of them cannot be
     */
    static KafkaSettings of(Map<String, String> unresolved, Duration deadline, Installation installation) {
        Map<String, String> given = KafkaOptions.withFiles(unresolved);
        int largestRecord = installation.topics().raw().maxMessageBytes();
        mustBe(ACKS_CONFIG, Set.of("all", "-1"), given);
        mustBe(ENABLE_IDEMPOTENCE_CONFIG, Set.of("true"), given);
        mustBe(TRANSACTIONAL_ID_CONFIG, Set.of(), given);
        mustKeepMeetingsTogether(given);

        Map<String, Object> producer = defaults(deadline, largestRecord);
        producer.putAll(given);
        producer.put(ACKS_CONFIG, "all");
        producer.put(ENABLE_IDEMPOTENCE_CONFIG, "true");
        producer.put(KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        producer.put(VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        check(producer, deadline, largestRecord);
        return new KafkaSettings(producer, drain(producer), admin(producer), unresolved, deadline, installation);
    }

    private static Map<String, Object> defaults(Duration deadline, int largestRecord) {
        int deadlineMs = Math.toIntExact(deadline.toMillis());
        Map<String, Object> defaults = new HashMap<>();
        defaults.put(CLIENT_ID_CONFIG, "adjourn-gateway");
        defaults.put(COMPRESSION_TYPE_CONFIG, "lz4");
        defaults.put(LINGER_MS_CONFIG, 2);
        // What comes while a broker answers goes with the next request, which has one batch of each partition.
        // A broker reads the requests of a connection one at a time anyway.
        defaults.put(MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        defaults.put(BATCH_SIZE_CONFIG, BATCH_BYTES);
        defaults.put(MAX_REQUEST_SIZE_CONFIG, largestRecord);
        defaults.put(BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        defaults.put(DELIVERY_TIMEOUT_MS_CONFIG, deadlineMs);
        // Most of the deadline: who is merely slow is waited for; a connection that breaks is retried at once anyhow.
        defaults.put(REQUEST_TIMEOUT_MS_CONFIG, deadlineMs * 3 / 4);
        // For a topic's metadata, or room in a full buffer.
        defaults.put(MAX_BLOCK_MS_CONFIG, deadlineMs / 4);
        return defaults;
    }

    private static Map<String, Object> drain(Map<String, Object> producer) {
        Map<String, Object> drain = new HashMap<>(producer);
        drain.put(CLIENT_ID_CONFIG, producer.get(CLIENT_ID_CONFIG) + "-drain");
        drain.put(DELIVERY_TIMEOUT_MS_CONFIG, DRAIN_TIMEOUT_MS);
        drain.put(REQUEST_TIMEOUT_MS_CONFIG, DRAIN_REQUEST_TIMEOUT_MS);
        drain.put(MAX_BLOCK_MS_CONFIG, DRAIN_BLOCK_MS);
        drain.put(BUFFER_MEMORY_CONFIG, DRAIN_BUFFER_BYTES);
        return drain;
    }

    private static Map<String, Object> admin(Map<String, Object> producer) {
        Map<String, Object> admin = new HashMap<>(producer);
        admin.keySet().retainAll(AdminClientConfig.configNames());
        admin.put(AdminClientConfig.CLIENT_ID_CONFIG, producer.get(CLIENT_ID_CONFIG) + "-readiness");
        admin.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MS);
        admin.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MS);
        return admin;
    }

    private static void check(Map<String, Object> producer, Duration deadline, int largestRecord) {
        ProducerConfig config = parse(producer);
        KafkaOptions.mustBeAddresses(config.getList(BOOTSTRAP_SERVERS_CONFIG));
        int delivery = config.getInt(DELIVERY_TIMEOUT_MS_CONFIG);
        if (delivery > deadline.toMillis()) {
            throw invalid(
                    DELIVERY_TIMEOUT_MS_CONFIG, delivery, "is longer than gateway.publish.timeout: remove the setting");
        }
        long attempt = config.getLong(LINGER_MS_CONFIG) + config.getInt(REQUEST_TIMEOUT_MS_CONFIG);
        if (attempt > delivery) {
            throw invalid(REQUEST_TIMEOUT_MS_CONFIG, attempt, "(with linger.ms) is longer than delivery.timeout.ms");
        }
        long block = config.getLong(MAX_BLOCK_MS_CONFIG);
        if (block > deadline.toMillis()) {
            throw invalid(MAX_BLOCK_MS_CONFIG, block, "is longer than gateway.publish.timeout: remove the setting");
        }
        int size = config.getInt(MAX_REQUEST_SIZE_CONFIG);
        if (size < largestRecord) {
            throw invalid(MAX_REQUEST_SIZE_CONFIG, size, "is less than a delivery may need: remove the setting");
        }
    }

    private static ProducerConfig parse(Map<String, Object> producer) {
        try {
            return new ProducerConfig(producer);
        } catch (ConfigException e) {
            throw new BadConfigurationException("kafka.*: " + Causes.text(e), e);
        }
    }

    private static void mustBe(String key, Set<String> allowed, Map<String, String> given) {
        String value = given.get(key);
        if (value != null && !allowed.contains(value)) {
            throw invalid(
                    key,
                    value,
                    "breaks the guarantee of a 202 that every replica has the delivery: remove the setting");
        }
    }

    /** Streams finds a meeting by the partition of its key, as Kafka's own partitioner chooses it. */
    private static void mustKeepMeetingsTogether(Map<String, String> given) {
        for (String key : List.of(PARTITIONER_CLASS_CONFIG, PARTITIONER_IGNORE_KEYS_CONFIG)) {
            String value = given.get(key);
            if (value != null && !(key.equals(PARTITIONER_IGNORE_KEYS_CONFIG) && value.equals("false"))) {
                throw invalid(key, value, "would spread a meeting over partitions: remove the setting");
            }
        }
    }

    private static BadConfigurationException invalid(String key, Object value, String problem) {
        return new BadConfigurationException("kafka." + key, value, problem);
    }
}
