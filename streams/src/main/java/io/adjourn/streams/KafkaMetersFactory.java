package io.adjourn.streams;

import io.micrometer.core.instrument.config.MeterFilter;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** How Kafka's own metrics are published, and which are not. */
@Factory
final class KafkaMetersFactory {
    /**
     * Without what Kafka counts, at {@code kafka.metrics.recording.level=DEBUG}, below zero: Prometheus has no such counter, and
     * the whole page would be an error instead.
     */
    @Singleton
    MeterFilter withoutOpenFiles() {
        return MeterFilter.denyNameStartsWith("kafka.stream.state.number.open.files");
    }

    /**
     * With every store named by the same tag. Kafka Streams has another for windowed stores, and of a metric that comes with two sets
     * of tags Prometheus' registry takes the first alone, and warns of the other.
     */
    @Singleton
    MeterFilter oneTagForAllStores() {
        return MeterFilter.renameTag("kafka.stream.state", "rocksdb.window.state.id", "rocksdb.state.id");
    }
}
