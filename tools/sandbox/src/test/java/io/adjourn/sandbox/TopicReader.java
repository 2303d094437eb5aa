package io.adjourn.sandbox;

import io.adjourn.commands.topics.Partitions;
import io.adjourn.contracts.Watermark;
import io.adjourn.localstack.LocalAdjourn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what a topic holds now. */
public record TopicReader(String bootstrapServers, String topic) {

    public static TopicReader of(LocalAdjourn adjourn, String topic) {
        return new TopicReader(adjourn.bootstrapServers(), topic);
    }

    /** Every committed record but for watermarks, from the first to what is the last as we begin. */
    public List<ConsumerRecord<String, byte[]>> deliveries() {
        return all().stream()
                .filter(record -> !Watermark.marks(record.headers()))
                .toList();
    }

    /** Every committed record, from the first to what is the last as we begin. */
    public List<ConsumerRecord<String, byte[]>> all() {
        var settings = Map.<String, Object>of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.EXCLUDE_INTERNAL_TOPICS_CONFIG,
                false);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = Partitions.of(topic, consumer);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var records = new ArrayList<ConsumerRecord<String, byte[]>>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }
}
