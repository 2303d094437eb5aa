package io.adjourn.commands.state;

import io.adjourn.commands.topics.TopicLog;
import io.adjourn.config.CannotStartException;
import io.adjourn.contracts.Cluster;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The changelog of the store in which a streams application keeps its meetings. Not thread-safe. */
public final class StateChangelog implements AutoCloseable {
    private final String topic;
    private final TopicLog log;

    private StateChangelog(String topic, TopicLog log) {
        this.topic = topic;
        this.log = log;
    }

    /**
     * Connects to it.
     *
     * @throws CannotStartException if that application has none
     */
    public static StateChangelog open(Cluster cluster, String applicationId) {
        String topic = StreamsMemory.meetingsChangelog(applicationId);
        return new StateChangelog(
                topic,
                TopicLog.open(
                        cluster,
                        topic,
                        "no streams has run with that application ID; specify its STREAMS_APPLICATION_ID with"
                                + " --application-id"));
    }

    /**
     * What a partition has of one key.
     *
     * @param latest the key's last record, whose value is null where it was deleted; null where there is none
     * @param schemas those that builds left in the same partition, by key
     */
    public record Found(
            String topic, int partition, @Nullable ConsumerRecord<String, byte[]> latest, Map<String, byte[]> schemas) {
        public Found {
            schemas = Map.copyOf(schemas);
        }
    }

    /**
     * Looks for the key in its partition, which is read whole: only its last record counts.
     *
     * @param progress told again and again how many records are read
     */
    public Found find(String key, LongConsumer progress) {
        int partition = TopicLog.partitionOf(key, log.partitions());
        var reading = new Reading(key, progress);
        log.read(partition, reading::take);
        return new Found(topic, partition, reading.latest, reading.schemas);
    }

    @Override
    public void close() {
        log.close();
    }

    /** What has been found so far. */
    private static final class Reading {
        private final String key;
        private final LongConsumer progress;
        private final Map<String, byte[]> schemas = new HashMap<>();
        private @Nullable ConsumerRecord<String, byte[]> latest;
        private long records;

        Reading(String key, LongConsumer progress) {
            this.key = key;
            this.progress = progress;
        }

        void take(ConsumerRecord<String, byte[]> record) {
            progress.accept(++records);
            if (key.equals(record.key())) {
                latest = record;
            }
            if (StateBytes.isSchema(record.key()) && record.value() != null) {
                schemas.put(record.key(), record.value());
            }
        }
    }
}
