package io.adjourn.streams.store;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** The store of meetings' states without a topology. */
public final class StatesInMemory {
    private StatesInMemory() {}

    /** An empty one, to be closed. */
    public static KeyValueStore<String, byte[]> open() {
        KeyValueStore<String, byte[]> states = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore("meetings"), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        states.init(new MockProcessorContext<>().getStateStoreContext(), states);
        return states;
    }
}
