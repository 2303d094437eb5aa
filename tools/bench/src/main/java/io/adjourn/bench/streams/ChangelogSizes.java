package io.adjourn.bench.streams;

import io.adjourn.commands.topics.Partitions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What the stores hold, by what they wrote down to be restored from. Not thread-safe. */
final class ChangelogSizes implements AutoCloseable {
    private static final Duration ONE_POLL = Duration.ofMillis(200);
    private static final String SUFFIX = "-changelog";

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions = new ArrayList<>();
    private final Map<String, Store> stores = new HashMap<>();

    /** @param group the application whose stores they are, in the broker's list of topics from its first start on */
    ChangelogSizes(String bootstrapServers, String group) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        for (String topic : consumer.listTopics().keySet()) {
            if (topic.startsWith(group + "-") && topic.endsWith(SUFFIX)) {
                partitions.addAll(Partitions.of(topic, consumer));
                stores.put(topic.substring(group.length() + 1, topic.length() - SUFFIX.length()), new Store());
            }
        }
        consumer.assign(partitions);
    }

    /** What a store holds, and what was ever written down of it. */
    static final class Store {
        private final Map<ByteBuffer, Entry> latest = new HashMap<>();
        private long records;
        private long bytes;

        /** An entry: how long it is with its key, and the log time of its writing. */
        private record Entry(int bytes, long time) {}

        private void take(ConsumerRecord<byte[], byte[]> record) {
            int size = record.serializedKeySize() + Math.max(record.serializedValueSize(), 0);
            records++;
            bytes += size;
            ByteBuffer key = ByteBuffer.wrap(record.key());
            if (record.value() == null) {
                latest.remove(key);
            } else {
                latest.put(key, new Entry(size, record.timestamp()));
            }
        }

        /** How many entries it holds that are no older than that log time, in milliseconds. */
        long entries(long since) {
            return latest.values().stream()
                    .filter(entry -> entry.time() >= since)
                    .count();
        }

        /** How many bytes these are, keys included. */
        long bytes(long since) {
            return latest.values().stream()
                    .filter(entry -> entry.time() >= since)
                    .mapToLong(Entry::bytes)
                    .sum();
        }

        /** How many records were ever written down. */
        long written() {
            return records;
        }

        /** How many bytes these were, before compression. */
        long bytesWritten() {
            return bytes;
        }
    }

    /** Reads on to what is now their end. */
    void readOn() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (var record : consumer.poll(ONE_POLL)) {
                stores.forEach((name, store) -> {
                    if (record.topic().endsWith("-" + name + SUFFIX)) {
                        store.take(record);
                    }
                });
            }
        }
    }

    /** The store of that name; an empty one where there is none. */
    Store store(String name) {
        return stores.getOrDefault(name, new Store());
    }

    /** All of them. */
    Map<String, Store> all() {
        return Map.copyOf(stores);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
