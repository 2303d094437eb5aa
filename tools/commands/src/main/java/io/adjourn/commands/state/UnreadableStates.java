package io.adjourn.commands.state;

import io.adjourn.commands.state.StoredState.Damaged;
import io.adjourn.commands.state.StoredState.OfUnknownSchema;
import io.adjourn.commands.topics.TopicLog;
import io.adjourn.contracts.Cluster;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Finds the meetings whose deliveries streams would reject, because it cannot read what it keeps of them. */
public final class UnreadableStates {
    private final Set<String> keys;
    private final Map<String, byte[]> latest = new HashMap<>();
    private final Map<String, byte[]> schemas = new HashMap<>();

    private UnreadableStates(Set<String> keys) {
        this.keys = keys;
    }

    /**
     * Those among these meetings. None where that application has no state yet.
     *
     * @param progress told again and again how many records are read
     */
    public static Set<String> among(Set<String> keys, Cluster cluster, String applicationId, LongConsumer progress) {
        String topic = StreamsMemory.meetingsChangelog(applicationId);
        if (keys.isEmpty() || !exists(cluster, topic)) {
            return Set.of();
        }
        var states = new UnreadableStates(keys);
        try (var log = TopicLog.open(cluster, topic, "run streams first")) {
            long[] read = {0};
            log.read(Instant.EPOCH, record -> {
                progress.accept(++read[0]);
                states.take(record);
            });
        }
        return states.unreadable();
    }

    private static boolean exists(Cluster cluster, String topic) {
        try (Admin kafka = cluster.admin()) {
            return StreamsMemory.await(kafka.listTopics().names()).contains(topic);
        }
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        if (StateBytes.isSchema(record.key())) {
            if (record.value() != null) {
                schemas.put(record.key(), record.value());
            }
        } else if (keys.contains(record.key())) {
            if (record.value() == null) {
                latest.remove(record.key());
            } else {
                latest.put(record.key(), record.value());
            }
        }
    }

    private Set<String> unreadable() {
        var unreadable = new TreeSet<String>();
        latest.forEach((key, state) -> {
            StoredState stored = StoredState.of(state, schemas);
            if (stored instanceof Damaged || stored instanceof OfUnknownSchema) {
                unreadable.add(key);
            }
        });
        return unreadable;
    }
}
