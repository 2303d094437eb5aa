package io.adjourn.streams.topology;

import io.adjourn.streams.clock.IntakeClock;
import io.adjourn.streams.store.SeenEvents;
import io.adjourn.streams.store.WriteBehindStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;

/** What the topology remembers. */
final class Stores {
    /** All that is known of each meeting, by its key: {@link io.adjourn.streams.completion.MeetingBytes}. */
    static final String MEETINGS = "meeting-state";

    /** Events that belong to no meeting's state: {@link SeenEvents}. */
    static final String SEEN = "seen-events";

    /** When to look at which meeting again, by due time, and the {@link IntakeClock} that they wait for. */
    static final String DEADLINES = "deadlines";

    /** Which meetings have no record yet, by the log time they are known since. */
    static final String OPEN = "open-meetings";

    /** Of each partition and store, on the heap. */
    private static final int BYTES_WAITING = 2 * 1024 * 1024;

    /**
     * How long a changelog keeps that something was deleted. A disk that was away for longer does not learn of it: what an index has
     * is looked up among the meetings, too.
     */
    private static final Duration TOMBSTONES = Duration.ofDays(30);

    /** After which time at most an older value is gone from a changelog: what a vendor had deleted may stand there. */
    private static final Duration COMPACTED_WITHIN = Duration.ofDays(1);

    /** Every changelog's, by Kafka's names. */
    static final Map<String, String> CHANGELOG = Map.of(
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            Integer.toString(2 * 1024 * 1024),
            TopicConfig.DELETE_RETENTION_MS_CONFIG,
            Long.toString(TOMBSTONES.toMillis()),
            TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
            Long.toString(COMPACTED_WITHIN.toMillis()));

    static final List<StoreBuilder<?>> ALL = List.of(
            keyValueStore(MEETINGS, Serdes.String()),
            org.apache.kafka.streams.state.Stores.windowStoreBuilder(
                            org.apache.kafka.streams.state.Stores.persistentWindowStore(
                                    SEEN, SeenEvents.RETENTION, SeenEvents.WINDOW, false),
                            Serdes.String(),
                            Serdes.ByteArray())
                    .withLoggingEnabled(CHANGELOG),
            keyValueStore(DEADLINES, Serdes.Bytes()),
            keyValueStore(OPEN, Serdes.Bytes()));

    private Stores() {}

    private static StoreBuilder<?> keyValueStore(String name, Serde<?> keys) {
        var store = org.apache.kafka.streams.state.Stores.persistentKeyValueStore(name);
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                        WriteBehindStore.before(store, BYTES_WAITING), keys, Serdes.ByteArray())
                .withLoggingEnabled(CHANGELOG);
    }
}
