package io.adjourn.streams.topology;

import io.adjourn.streams.clock.IntakeClock;
import io.adjourn.streams.store.DurableStore;
import io.adjourn.streams.store.SeenEvents;
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

    /**
     * How long a changelog keeps that something was deleted. A disk that was away for longer does not learn of it: what an index has
     * is looked up among the meetings, too.
     */
    private static final Duration TOMBSTONES = Duration.ofDays(30);

    /** Their names. */
    static final List<String> NAMES = List.of(MEETINGS, SEEN, DEADLINES, OPEN);

    private Stores() {}

    /**
     * Every changelog's settings, by Kafka's names.
     *
     * @param compactedWithin after which time at most an older value is gone: what was deleted may stand there
     */
    static Map<String, String> changelog(Duration compactedWithin) {
        return Map.of(
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Integer.toString(2 * 1024 * 1024),
                TopicConfig.DELETE_RETENTION_MS_CONFIG,
                Long.toString(TOMBSTONES.toMillis()),
                TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
                Long.toString(compactedWithin.toMillis()));
    }

    /** All of them. */
    static List<StoreBuilder<?>> all(Duration compactedWithin) {
        Map<String, String> changelog = changelog(compactedWithin);
        return List.of(
                keyValueStore(MEETINGS, Serdes.String(), changelog, compactedWithin),
                org.apache.kafka.streams.state.Stores.windowStoreBuilder(
                                org.apache.kafka.streams.state.Stores.persistentWindowStore(
                                        SEEN, SeenEvents.RETENTION, SeenEvents.WINDOW, false),
                                Serdes.String(),
                                Serdes.ByteArray())
                        .withLoggingEnabled(changelog),
                keyValueStore(DEADLINES, Serdes.Bytes(), changelog, compactedWithin),
                keyValueStore(OPEN, Serdes.Bytes(), changelog, compactedWithin));
    }

    private static StoreBuilder<?> keyValueStore(
            String name, Serde<?> keys, Map<String, String> changelog, Duration onDiskWithin) {
        var store = org.apache.kafka.streams.state.Stores.persistentKeyValueStore(name);
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                        DurableStore.of(store, onDiskWithin.dividedBy(2)), keys, Serdes.ByteArray())
                .withLoggingEnabled(changelog);
    }
}
