package io.adjourn.streams.topology;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;

/** What the topology remembers. */
final class Stores {
    /** All that is known of each meeting, by its key: {@link io.adjourn.streams.completion.MeetingBytes}. */
    static final String MEETINGS = "meeting-state";

    /** Events that belong to no meeting's state: {@link SeenEvents}. */
    static final String SEEN = "seen-events";

    /** When to look at which meeting again, by due time. */
    static final String DEADLINES = "deadlines";

    /** Which meetings have no record yet, by the log time they are known since. */
    static final String OPEN = "open-meetings";

    /** Of each partition and store, on the heap. */
    private static final int BYTES_WAITING = 2 * 1024 * 1024;

    private static final Map<String, String> CHANGELOG = Map.of("max.message.bytes", Integer.toString(2 * 1024 * 1024));

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
