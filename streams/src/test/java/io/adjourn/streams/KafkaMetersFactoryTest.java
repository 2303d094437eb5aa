package io.adjourn.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class KafkaMetersFactoryTest {
    @Test
    void shouldTellAllButWhatKafkaCountsBelowZero() {
        var registry = new SimpleMeterRegistry();
        registry.config().meterFilter(new KafkaMetersFactory().withoutOpenFiles());

        FunctionCounter.builder("kafka.stream.state.number.open.files", this, _ -> -2)
                .register(registry);
        FunctionCounter.builder("kafka.stream.state.bytes.read", this, _ -> 7).register(registry);

        assertThat(registry.getMeters())
                .extracting(Meter::getId)
                .extracting(Meter.Id::getName)
                .containsExactly("kafka.stream.state.bytes.read");
    }

    @Test
    void shouldTellOfEveryKindOfStoreByTheSameTag() {
        var registry = new SimpleMeterRegistry();
        registry.config().meterFilter(new KafkaMetersFactory().oneTagForAllStores());

        Gauge.builder("kafka.stream.state.size.all.mem.tables", () -> 7)
                .tag("rocksdb.window.state.id", "seen-events")
                .register(registry);

        assertThat(registry.get("kafka.stream.state.size.all.mem.tables")
                        .tag("rocksdb.state.id", "seen-events")
                        .gauge()
                        .value())
                .isEqualTo(7);
    }
}
