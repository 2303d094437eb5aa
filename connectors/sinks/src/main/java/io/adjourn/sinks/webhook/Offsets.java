package io.adjourn.sinks.webhook;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far each partition is done: up to the first record that is not. */
final class Offsets {
    private static final class Progress {
        private final NavigableSet<Long> open = new TreeSet<>();
        private long next;
    }

    private final Map<TopicPartition, Progress> partitions = new HashMap<>();

    void opened(TopicPartition partition, long offset) {
        Progress progress = partitions.computeIfAbsent(partition, ignored -> new Progress());
        progress.open.add(offset);
        progress.next = Math.max(progress.next, offset + 1);
    }

    void done(TopicPartition partition, long offset) {
        Progress progress = partitions.get(partition);
        if (progress != null) {
            progress.open.remove(offset);
        }
    }

    void forget(Collection<TopicPartition> gone) {
        gone.forEach(partitions::remove);
    }

    /**
     * What may be committed of what was read so far: nothing that is open, nor what follows it.
     *
     * @param read where Connect is in each partition
     */
    Map<TopicPartition, OffsetAndMetadata> committable(Map<TopicPartition, OffsetAndMetadata> read) {
        var committable = new HashMap<>(read);
        partitions.forEach((partition, progress) -> {
            if (!progress.open.isEmpty()) {
                committable.put(partition, new OffsetAndMetadata(progress.open.first()));
            }
        });
        return committable;
    }
}
