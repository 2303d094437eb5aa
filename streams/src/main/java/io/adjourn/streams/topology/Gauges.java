package io.adjourn.streams.topology;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** How many meetings have no record yet, over all tasks of this process, and since when the longest has none. Thread-safe. */
final class Gauges {
    private final MeterRegistry registry;
    private final Map<Open, AtomicLong> open = new ConcurrentHashMap<>();
    private final Map<Object, Long> oldest = new ConcurrentHashMap<>();

    private record Open(String source, String vendor) {}

    Gauges(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("adjourn.streams.oldest.open.meeting.seconds", this, Gauges::oldestSeconds)
                .description("For how long the longest open meeting has been known; 0 without any")
                .register(registry);
    }

    void opened(String meeting, String vendor) {
        of(meeting, vendor).incrementAndGet();
    }

    void closed(String meeting, String vendor) {
        of(meeting, vendor).decrementAndGet();
    }

    /**
     * Takes note of a task's oldest open meeting.
     *
     * @param age how long ago it was first heard of, in milliseconds; null where the task has none
     */
    void oldest(Object task, @Nullable Long age) {
        if (age == null) {
            oldest.remove(task);
        } else {
            oldest.put(task, age);
        }
    }

    private double oldestSeconds() {
        return oldest.values().stream().mapToLong(age -> age).max().orElse(0) / 1000.0;
    }

    private AtomicLong of(String meeting, String vendor) {
        String source = meeting.substring(0, Math.max(meeting.indexOf('/'), 0));
        return open.computeIfAbsent(new Open(source, vendor), this::gauge);
    }

    private AtomicLong gauge(Open of) {
        var count = new AtomicLong();
        Gauge.builder("adjourn.streams.open.meetings", count, AtomicLong::doubleValue)
                .description("Meetings without a record yet")
                .tags("source", of.source(), "vendor", of.vendor())
                .register(registry);
        return count;
    }
}
