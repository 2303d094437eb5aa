package io.adjourn.inspector.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;

/** What indexing counts. */
final class IndexMetrics {
    private final MeterRegistry registry;
    private final Counter records;
    private final Timer batches;
    private final AtomicLong bytes = new AtomicLong();

    IndexMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.records = Counter.builder("adjourn.inspector.records")
                .description("Records of the topics that were indexed")
                .register(registry);
        this.batches = Timer.builder("adjourn.inspector.batch.duration")
                .description("Time to read and to index a batch of records")
                .register(registry);
        gauge("adjourn.inspector.index.bytes", "Size of the index on disk, in bytes", bytes::doubleValue);
    }

    void gauge(String name, String description, DoubleSupplier value) {
        Gauge.builder(name, value, DoubleSupplier::getAsDouble)
                .strongReference(true)
                .description(description)
                .register(registry);
    }

    void indexed(int count, Duration took) {
        records.increment(count);
        batches.record(took);
    }

    void bytes(long now) {
        bytes.set(now);
    }

    void unreadable(String topic) {
        Counter.builder("adjourn.inspector.records.unreadable")
                .description("Records of the topics that could not be read and are left out")
                .tags("topic", topic)
                .register(registry)
                .increment();
    }
}
