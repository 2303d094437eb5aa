package io.adjourn.commands.topics;

import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** All partitions of a topic, for those who read it whole and in no group. */
public final class Partitions {
    private Partitions() {}

    public static List<TopicPartition> of(String topic, Consumer<?, ?> consumer) {
        return consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }
}
