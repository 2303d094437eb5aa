package io.adjourn.streams;

import io.micrometer.core.instrument.config.MeterFilter;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** Which of Kafka's own metrics are not told. */
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
}
