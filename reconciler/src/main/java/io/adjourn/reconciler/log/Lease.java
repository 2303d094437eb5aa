package io.adjourn.reconciler.log;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Who asks: the one member of the group that has the only partition of the reconciler's topic. One thread at a time, which polls it more
 * often than its {@code max.poll.interval.ms}.
 */
public final class Lease implements AutoCloseable {
    private static final Duration ONE_POLL = Duration.ofMillis(200);
    private static final Duration TO_LEAVE = Duration.ofSeconds(2);

    private final KafkaConsumer<String, String> consumer;
    private final TopicPartition partition;
    private boolean isHeld;

    /**
     * Joins the group.
     *
     * @param settings of its consumer
     * @param topic the reconciler's
     */
    public Lease(Map<String, Object> settings, String topic) {
        consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
        partition = new TopicPartition(topic, 0);
        consumer.subscribe(List.of(topic), new Listener());
    }

    private final class Listener implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            if (partitions.contains(partition)) {
                isHeld = true;
                // Nothing is read before it is asked for.
                consumer.pause(List.of(partition));
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            isHeld &= !partitions.contains(partition);
        }
    }

    /** Keeps the place in the group; whether it has the lease now. */
    public boolean isHeld(Duration patience) {
        consumer.poll(patience);
        return isHeld;
    }

    /**
     * What is remembered, by its keys; of the log up to its end now.
     *
     * @return empty values are left out
     */
    public Map<String, String> remembered() {
        Map<String, String> values = new LinkedHashMap<>();
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        consumer.resume(List.of(partition));
        while (isHeld && consumer.position(partition) < end) {
            for (ConsumerRecord<String, String> record : consumer.poll(ONE_POLL)) {
                if (record.key() != null && record.value() != null) {
                    values.put(record.key(), record.value());
                } else if (record.key() != null) {
                    values.remove(record.key());
                }
            }
        }
        if (isHeld) {
            consumer.pause(List.of(partition));
        }
        return values;
    }

    /** Leaves the group, so that another has the lease at once. */
    @Override
    public void close() {
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(TO_LEAVE));
    }
}
