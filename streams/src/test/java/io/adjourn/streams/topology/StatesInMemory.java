package io.adjourn.streams.topology;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/** The store of meetings' states without a topology. */
final class StatesInMemory {
    private StatesInMemory() {}

    /** An empty one, to be closed. */
    static KeyValueStore<String, byte[]> open() {
        KeyValueStore<String, byte[]> states = org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
                        org.apache.kafka.streams.state.Stores.inMemoryKeyValueStore(Stores.MEETINGS),
                        Serdes.String(),
                        Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        states.init(new MockProcessorContext<>().getStateStoreContext(), states);
        return states;
    }
}
