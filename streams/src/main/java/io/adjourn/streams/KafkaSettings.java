package io.adjourn.streams;

import io.adjourn.config.BadConfigurationException;
import io.adjourn.config.KafkaOptions;
import io.adjourn.contracts.Causes;
import io.adjourn.contracts.Installation;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/**
 * What Kafka Streams runs with: safe defaults, what the operator passed through, and what the promise rests on, which cannot be
 * set otherwise.
 *
 * @param streams for Kafka Streams
 * @param admin for a client that only asks
 * @param standbys how many other instances keep a warm copy of each partition
 * @param acceptableLag by how many offsets a partition may be behind where Kafka Streams gives its work to at once
 * @param leavesGroup whether an instance that stops gives its work away at once. One that keeps its name and has no standby
 *     elsewhere does not: it comes back to its own state sooner than another could restore it
 */
record KafkaSettings(
        Properties streams, Map<String, Object> admin, int standbys, long acceptableLag, boolean leavesGroup) {
    private static final int MIB = 1024 * 1024;

    /** The other one, {@code streams}, takes standbys and session timeouts from the broker alone (ADR 20). */
    private static final String CLASSIC = "classic";

    private static final int ASKING_MS = 5_000;

    private static final int GZIP_LEVEL = 1;

    /** Of the default's 16 KiB, a transaction of many records makes so many that beginning and sending them costs a tenth. */
    private static final int BATCH = 128 * 1024;

    /** Of 17 MiB each they still fit into the heap; of the usual few kilobytes there is always the next poll. */
    private static final int TAKEN_AT_A_TIME = 25;

    /**
     * The settings.
     *
     * @param unresolved the operator's own {@code kafka.} settings, by Kafka's names, credentials perhaps in files
     * @throws BadConfigurationException if one of them cannot be
     */
    static KafkaSettings of(StreamsSettings settings, Installation installation, Map<String, String> unresolved) {
        Map<String, String> passedThrough = KafkaOptions.withFiles(unresolved);
        int largestRecord = installation.topics().largestRecord();
        mustBe(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2, passedThrough);
        mustBe(StreamsConfig.APPLICATION_ID_CONFIG, installation.applicationId(), passedThrough);
        mustNotHandleErrors(passedThrough);

        var all = new Properties();
        all.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
        all.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.standbyReplicas());
        all.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDir().toString());
        all.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        all.put(
                BoundedRocksDb.COMPACT_WITHIN_MS,
                settings.retention().compactWithin().toMillis());
        // What is on the disk stays valid through a crash: it has whole transactions only (ADR 20).
        all.put(StreamsConfig.TRANSACTIONAL_STATE_STORES_CONFIG, true);
        all.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, CLASSIC);
        all.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, TAKEN_AT_A_TIME);
        // What every consumer can read, at the level that costs least (ADR 36).
        all.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, settings.compression());
        all.put(ProducerConfig.COMPRESSION_GZIP_LEVEL_CONFIG, GZIP_LEVEL);
        all.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH);
        all.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, largestRecord + MIB);
        if (settings.instanceId() != null) {
            // Of the main consumer alone: only it is in the group. Kafka Streams adds the thread's number.
            all.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), settings.instanceId());
        }
        all.putAll(passedThrough);

        all.put(StreamsConfig.APPLICATION_ID_CONFIG, installation.applicationId());
        all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        all.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        return checked(all, largestRecord);
    }

    /** Looks at what each client would get, whatever prefix it was given by. */
    private static KafkaSettings checked(Properties all, int largestRecord) {
        try {
            var streams = new StreamsConfig(all);
            KafkaOptions.mustBeAddresses(streams.getList(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG));
            var consumer = consumer(streams);
            String reset = consumer.getString(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG);
            if (!reset.equals("earliest")) {
                throw cannotBe(
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, reset, "earliest, or deliveries could be skipped");
            }
            var producer = producer(streams);
            int largest = producer.getInt(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
            if (largest < largestRecord + MIB) {
                throw cannotBe(
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        largest,
                        largestRecord + MIB + " or more for the largest records");
            }
            String instance = consumer.getString(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
            int standbys = streams.getInt(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG);
            long acceptableLag = streams.getLong(StreamsConfig.ACCEPTABLE_RECOVERY_LAG_CONFIG);
            return new KafkaSettings(all, admin(all), standbys, acceptableLag, instance == null || standbys > 0);
        } catch (ConfigException e) {
            throw new BadConfigurationException("kafka.*: " + Causes.text(e), e);
        }
    }

    private static ConsumerConfig consumer(StreamsConfig streams) {
        Map<String, Object> consumer = streams.getMainConsumerConfigs("check", "check", 0);
        consumer.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        consumer.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return new ConsumerConfig(consumer);
    }

    private static ProducerConfig producer(StreamsConfig streams) {
        Map<String, Object> producer = streams.getProducerConfigs("check");
        producer.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        producer.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        return new ProducerConfig(producer);
    }

    private static Map<String, Object> admin(Properties all) {
        Map<String, Object> admin = new HashMap<>();
        AdminClientConfig.configNames().forEach(name -> {
            Object own = all.get(StreamsConfig.adminClientPrefix(name));
            Object value = own == null ? all.get(name) : own;
            if (value != null) {
                admin.put(name, value);
            }
        });
        // So that operators soon read what is waited for.
        admin.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ASKING_MS);
        admin.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ASKING_MS);
        return admin;
    }

    private static void mustBe(String key, String wanted, Map<String, String> given) {
        String value = given.get(key);
        if (value != null && !value.equals(wanted)) {
            throw cannotBe(key, value, wanted + " for what Adjourn promises");
        }
    }

    /** What a handler skips is lost without a trace: rejects are made before anything is sent, all else must stop the stream. */
    private static void mustNotHandleErrors(Map<String, String> given) {
        for (String key : given.keySet()) {
            if (key.contains("exception.handler")) {
                throw new BadConfigurationException("kafka." + key
                        + " must not be set, because accepted deliveries could be lost: remove the setting");
            }
        }
    }

    private static BadConfigurationException cannotBe(String key, @Nullable Object value, String wanted) {
        return new BadConfigurationException(
                "kafka." + key + ": " + value + " is not allowed; it must be " + wanted + ": remove it");
    }
}
