package io.adjourn.streams.topology;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;

/** What the topology remembers. */
final class Stores {
    /** All that is known of each meeting, by its key: {@link io.adjourn.streams.completion.MeetingBytes}. */
    static final String MEETINGS = "meeting-state";

    /** Events that belong to no meeting's state, by event id, for {@link #SEEN_RETENTION}. */
    static final String SEEN = "seen-events";

    /** When to look at which meeting again, by due time. */
    static final String DEADLINES = "deadlines";

    /** Which meetings have no record yet, by the log time they are known since. */
    static final String OPEN = "open-meetings";

    /** Longer than any vendor retries. */
    static final Duration SEEN_RETENTION = Duration.ofDays(7);

    private static final Map<String, String> CHANGELOG = Map.of("max.message.bytes", Integer.toString(2 * 1024 * 1024));

    static final List<StoreBuilder<?>> ALL = List.of(
            keyValueStore(MEETINGS, Serdes.String()),
            org.apache.kafka.streams.state.Stores.windowStoreBuilder(
                            org.apache.kafka.streams.state.Stores.persistentWindowStore(
                                    SEEN, SEEN_RETENTION, Duration.ofMillis(1), false),
                            Serdes.String(),
                            Serdes.ByteArray())
                    .withLoggingEnabled(CHANGELOG),
            keyValueStore(DEADLINES, Serdes.Bytes()),
            keyValueStore(OPEN, Serdes.Bytes()));

    private Stores() {}

    private static StoreBuilder<?> keyValueStore(String name, Serde<?> keys) {
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                        org.apache.kafka.streams.state.Stores.persistentKeyValueStore(name), keys, Serdes.ByteArray())
                .withLoggingEnabled(CHANGELOG);
    }
}
