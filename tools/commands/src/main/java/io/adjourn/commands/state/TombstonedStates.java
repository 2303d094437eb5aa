package io.adjourn.commands.state;

import io.adjourn.commands.state.StoredState.Decoded;
import io.adjourn.commands.state.StoredState.OfUnknownSchema;
import io.adjourn.commands.topics.TopicLog;
import io.adjourn.contracts.Cluster;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The states of meetings whose record was deleted from its topic. They have no record that could take their place after a reset, and
 * nobody else knows that what comes of them has to be refused. They hold nothing private.
 */
final class TombstonedStates {
    private final Map<String, byte[]> schemas = new HashMap<>();
    private final Map<String, byte[]> states = new HashMap<>();

    /**
     * All of a changelog.
     *
     * @param progress told again and again how many records are read
     */
    static TombstonedStates in(Cluster cluster, String changelog, LongConsumer progress) {
        var tombstoned = new TombstonedStates();
        try (var log = TopicLog.open(cluster, changelog, "run streams first")) {
            long[] read = {0};
            log.read(Instant.EPOCH, record -> {
                progress.accept(++read[0]);
                tombstoned.take(record);
            });
        }
        return tombstoned;
    }

    void take(ConsumerRecord<String, byte[]> record) {
        byte[] value = record.value();
        if (StateBytes.isSchema(record.key())) {
            if (value != null) {
                schemas.put(record.key(), value);
            }
        } else if (value != null && mayBeTombstoned(StoredState.of(value, schemas))) {
            states.put(record.key(), value);
        } else {
            states.remove(record.key());
        }
    }

    /** In a compacted topic a state may stand before its schema. */
    private static boolean mayBeTombstoned(StoredState stored) {
        return stored instanceof OfUnknownSchema || isTombstoned(stored);
    }

    private static boolean isTombstoned(StoredState stored) {
        return stored instanceof Decoded(var _, GenericRecord state)
                && state.hasField("publication")
                && state.get("publication") instanceof GenericRecord publication
                && Boolean.TRUE.equals(publication.get("buried"));
    }

    /** The schemas they were written with, by the keys that these have beside states; more where there are more. */
    Map<String, byte[]> schemas() {
        return Map.copyOf(schemas);
    }

    /** As they are, by the meetings' keys. */
    Map<String, byte[]> states() {
        var tombstoned = new HashMap<>(states);
        tombstoned.values().removeIf(state -> !isTombstoned(StoredState.of(state, schemas)));
        return Map.copyOf(tombstoned);
    }
}
