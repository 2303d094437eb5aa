package io.adjourn.commands.cutover;

import io.adjourn.commands.topics.TopicLog;
import io.adjourn.config.CannotStartException;
import io.adjourn.contracts.Causes;
import io.adjourn.contracts.Cluster;
import io.adjourn.contracts.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Copies a topic into one with a multiple of its partitions, every record with its time. A key goes where Kafka's own partitioner
 * would put it, which is one of the partitions that its old one is split into; so the order of a key, and of each old partition,
 * stays. A record without a key goes to all of those: what a gateway says of a partition is true of each of its parts.
 */
final class Copy implements AutoCloseable {
    private static final int MIB = 1024 * 1024;

    private final TopicLog from;
    private final Topic to;
    private final int toPartitions;
    private final KafkaProducer<String, byte[]> producer;
    private final Map<Integer, Long> copiedUpTo = new HashMap<>();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private long copied;

    /** @param toPartitions how many the other one has */
    Copy(Cluster cluster, Topic from, Topic to, int toPartitions) {
        this.from = TopicLog.open(cluster, from);
        this.to = to;
        this.toPartitions = toPartitions;
        this.producer = new KafkaProducer<>(
                cluster.clientWith(Map.of(
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.LINGER_MS_CONFIG,
                        20,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4",
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        to.maxMessageBytes() + MIB,
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        2L * to.maxMessageBytes() + MIB)),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /**
     * Copies what has come since the last time, up to what is the end as it begins.
     *
     * @param progress told again and again how many are copied in all
     * @return how many were copied this time
     * @throws CannotStartException if Kafka does not take one
     */
    long copyOn(LongConsumer progress) {
        long before = copied;
        for (int partition = 0; partition < from.partitions(); partition++) {
            from.read(partition, copiedUpTo.getOrDefault(partition, 0L), record -> {
                copy(record);
                progress.accept(copied);
            });
        }
        producer.flush();
        throwFailure();
        return copied - before;
    }

    private void copy(ConsumerRecord<String, byte[]> record) {
        for (int partition : partitionsOf(record.key(), record.partition(), from.partitions(), toPartitions)) {
            var copy = new ProducerRecord<>(
                    to.name(), partition, record.timestamp(), record.key(), record.value(), record.headers());
            var _ = producer.send(copy, (_, fault) -> failure.compareAndSet(null, fault));
        }
        copied++;
        copiedUpTo.put(record.partition(), record.offset() + 1);
        throwFailure();
    }

    /** Into which partitions a record goes. */
    static List<Integer> partitionsOf(@Nullable String key, int partition, int before, int after) {
        return key == null
                ? IntStream.iterate(partition, next -> next < after, next -> next + before)
                        .boxed()
                        .toList()
                : List.of(TopicLog.partitionOf(key, after));
    }

    private void throwFailure() {
        Exception fault = failure.get();
        if (fault != null) {
            throw new CannotStartException(
                    "Kafka rejected a copied record for " + to.name() + ": " + Causes.text(fault)
                            + "; nothing is lost: run the command again",
                    fault);
        }
    }

    @Override
    public void close() {
        from.close();
        try {
            producer.close();
        } catch (KafkaException e) {
            throw new CannotStartException("Kafka rejected the last records: " + Causes.text(e), e);
        }
    }
}
