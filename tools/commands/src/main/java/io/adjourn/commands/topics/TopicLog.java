package io.adjourn.commands.topics;

import io.adjourn.config.CannotStartException;
import io.adjourn.contracts.Cluster;
import io.adjourn.contracts.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** What a topic holds now: read in no group, committing nothing, and only what is committed. Not thread-safe. */
public final class TopicLog implements AutoCloseable {
    private static final Duration ONE_POLL = Duration.ofMillis(500);

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<TopicPartition> partitions;

    private TopicLog(KafkaConsumer<String, byte[]> consumer, List<TopicPartition> partitions) {
        this.consumer = consumer;
        this.partitions = partitions;
    }

    /**
     * Connects to one of ours.
     *
     * @throws CannotStartException if there is no such topic
     */
    public static TopicLog open(Cluster cluster, Topic topic) {
        return open(cluster, topic.name(), "run ./adjourn contracts apply first");
    }

    /**
     * Connects to it.
     *
     * @param remedy what to do where there is no such topic, for people
     * @throws CannotStartException if there is no such topic
     */
    public static TopicLog open(Cluster cluster, String topic, String remedy) {
        var consumer = new KafkaConsumer<>(
                cluster.clientWith(Map.of(
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false)),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = Partitions.of(topic, consumer);
        if (partitions.isEmpty()) {
            consumer.close();
            throw new CannotStartException(
                    "there is no topic " + topic + " at " + cluster.bootstrapServers() + ": " + remedy);
        }
        return new TopicLog(consumer, partitions);
    }

    /** How many partitions it has. */
    public int partitions() {
        return partitions.size();
    }

    /**
     * Reads each partition from its first record of that time or later to what is its end as we begin.
     *
     * @param reader given every record, those of a partition in order
     */
    public void read(Instant from, Consumer<ConsumerRecord<String, byte[]>> reader) {
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        startsAt(from, ends).forEach(consumer::seek);
        read(ends, reader);
    }

    /** Where Kafka's default partitioner puts a key, which the gateway's producer has. */
    public static int partitionOf(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
    }

    /**
     * Reads one partition from its first record to what is its end as we begin.
     *
     * @param reader given every record, in order
     */
    public void read(int partition, Consumer<ConsumerRecord<String, byte[]>> reader) {
        read(partition, 0, reader);
    }

    /**
     * Reads one partition from that offset, or its first record after it, to what is its end as we begin.
     *
     * @param reader given every record, in order
     */
    public void read(int partition, long from, Consumer<ConsumerRecord<String, byte[]>> reader) {
        List<TopicPartition> one = partitions.stream()
                .filter(each -> each.partition() == partition)
                .toList();
        consumer.assign(one);
        Map<TopicPartition, Long> ends = consumer.endOffsets(one);
        consumer.beginningOffsets(one).forEach((each, first) -> consumer.seek(each, Math.max(first, from)));
        read(ends, reader);
    }

    private void read(Map<TopicPartition, Long> ends, Consumer<ConsumerRecord<String, byte[]>> reader) {
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (var record : consumer.poll(ONE_POLL)) {
                if (record.offset() < ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L)) {
                    reader.accept(record);
                }
            }
        }
    }

    /** The record at that place; empty where there is none, or none any more. */
    public Optional<ConsumerRecord<String, byte[]>> at(int partition, long offset) {
        Optional<TopicPartition> place =
                partitions.stream().filter(one -> one.partition() == partition).findFirst();
        return place.filter(one -> holds(one, offset))
                .map(one -> firstFrom(one, offset))
                .filter(record -> record.offset() == offset);
    }

    @Override
    public void close() {
        consumer.close();
    }

    private boolean holds(TopicPartition partition, long offset) {
        long first = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        return first <= offset && offset < end;
    }

    private @Nullable ConsumerRecord<String, byte[]> firstFrom(TopicPartition partition, long offset) {
        consumer.assign(List.of(partition));
        consumer.seek(partition, offset);
        while (consumer.position(partition) <= offset) {
            var records = consumer.poll(ONE_POLL).records(partition);
            if (!records.isEmpty()) {
                return records.getFirst();
            }
        }
        return null;
    }

    private Map<TopicPartition, Long> startsAt(Instant from, Map<TopicPartition, Long> ends) {
        long time = Math.max(0, from.toEpochMilli());
        Map<TopicPartition, OffsetAndTimestamp> found =
                consumer.offsetsForTimes(partitions.stream().collect(Collectors.toMap(Function.identity(), _ -> time)));
        var starts = new HashMap<>(ends);
        found.forEach((partition, start) -> {
            if (start != null) {
                starts.put(partition, start.offset());
            }
        });
        return starts;
    }
}
