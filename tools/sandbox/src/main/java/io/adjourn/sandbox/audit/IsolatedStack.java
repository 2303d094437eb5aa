package io.adjourn.sandbox.audit;

import io.adjourn.config.CannotStartException;
import io.adjourn.contracts.Cluster;
import io.adjourn.contracts.Installation;
import io.adjourn.contracts.Provisioning.Layout;
import io.adjourn.localstack.DataDirectory;
import io.adjourn.localstack.LocalStack;
import io.adjourn.localstack.LocalStreams;
import io.adjourn.localstack.Port;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * A stack that nobody else sees: broker, registry and streams on free ports, and a raw topic that keeps the log times it is
 * given. It is given all records before streams begins to read, so that log time runs as it did, only faster.
 */
final class IsolatedStack implements AutoCloseable {
    private static final String APPLICATION = Installation.DEFAULT.applicationId();
    private static final int MIB = 1024 * 1024;
    private static final Duration LOOK = Duration.ofMillis(500);

    /** After the last record, what is due by now is closed within some ticks, a tenth of a second each, and committed. */
    private static final int QUIET_LOOKS = 10;

    private final LocalStack stack;
    private final int partitions;

    private IsolatedStack(LocalStack stack, int partitions) {
        this.stack = stack;
        this.partitions = partitions;
    }

    /**
     * Starts broker and registry.
     *
     * @param partitions how many the raw topic has that is copied
     */
    static IsolatedStack start(DataDirectory data, int partitions) {
        var stack = LocalStack.start(data, new Layout(partitions, 1));
        // As long as streams lets a raw topic keep them, which is longer than the catalogue does: what is copied may be
        // old.
        stack.keepGivenTimes(Duration.ofDays(30));
        return new IsolatedStack(stack, partitions);
    }

    /** Its Kafka and its registry. */
    Cluster cluster() {
        return stack.cluster();
    }

    /** A way to put raw records in, each into its partition and at its log time. */
    Copier copier() {
        return new Copier(cluster());
    }

    /**
     * Runs streams until it has read everything and closed what is due by now.
     *
     * @param sources the sources file, for its waits; null for the vendors' defaults
     * @param left called again and again with how many records are still to be read
     */
    void readAll(@Nullable Path sources, LongConsumer left) {
        var settings = new HashMap<>(Map.of("STREAMS_RAW_IS_COPY", "true"));
        if (sources != null) {
            settings.put("ADJOURN_SOURCES", sources.toAbsolutePath().toString());
        }
        LocalStreams streams = stack.opened(LocalStreams.start(Port.free(), cluster(), stack.data(), settings));
        streams.awaitReady();
        try (var admin = stack.admin()) {
            Map<TopicPartition, Long> ends =
                    ends(admin, cluster().topics().raw().name());
            Map<TopicPartition, Long> before = Map.of();
            for (int quiet = 0; quiet < QUIET_LOOKS; ) {
                streams.mustBeAlive();
                pause();
                long lag = lag(admin, ends);
                left.accept(lag);
                Map<TopicPartition, Long> now =
                        ends(admin, cluster().topics().completions().name());
                quiet = lag == 0 && now.equals(before) ? quiet + 1 : 0;
                before = now;
            }
        }
    }

    private Map<TopicPartition, Long> ends(Admin admin, String topic) {
        var asked = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toMap(one -> one, _ -> OffsetSpec.latest()));
        var ends = new HashMap<TopicPartition, Long>();
        LocalStack.await(admin.listOffsets(asked).all()).forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private static long lag(Admin admin, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, OffsetAndMetadata> read =
                LocalStack.await(admin.listConsumerGroupOffsets(APPLICATION).partitionsToOffsetAndMetadata());
        return ends.entrySet().stream()
                .mapToLong(end -> {
                    OffsetAndMetadata committed = read.get(end.getKey());
                    return end.getValue() - (committed == null ? 0 : committed.offset());
                })
                .sum();
    }

    @Override
    public void close() {
        stack.close();
    }

    private static void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStartException("interrupted", e);
        }
    }

    /** Puts records in; all are there once it is closed without complaint. */
    static final class Copier implements AutoCloseable {
        private final String topic;
        private final KafkaProducer<String, byte[]> producer;
        private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

        private Copier(Cluster cluster) {
            this.topic = cluster.topics().raw().name();
            this.producer = new KafkaProducer<>(
                    cluster.clientWith(Map.of(
                            ProducerConfig.ACKS_CONFIG,
                            "all",
                            ProducerConfig.LINGER_MS_CONFIG,
                            20,
                            ProducerConfig.COMPRESSION_TYPE_CONFIG,
                            "lz4",
                            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                            cluster.topics().raw().maxMessageBytes() + MIB,
                            ProducerConfig.BUFFER_MEMORY_CONFIG,
                            2L * cluster.topics().raw().maxMessageBytes())),
                    new StringSerializer(),
                    new ByteArraySerializer());
        }

        void copy(ConsumerRecord<String, byte[]> record) {
            var copy = new ProducerRecord<>(
                    topic, record.partition(), record.timestamp(), record.key(), record.value(), record.headers());
            var _ = producer.send(copy, (_, fault) -> failure.compareAndSet(null, fault));
        }

        @Override
        public void close() {
            producer.close();
            Exception fault = failure.get();
            if (fault != null) {
                throw new CannotStartException("the isolated Kafka rejected a record: " + fault.getMessage(), fault);
            }
        }
    }
}
