package io.adjourn.streams.metrics;

import io.adjourn.contracts.MeetingKey;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** How many meetings have no record yet, over all tasks of this process, and since when the longest has none. Thread-safe. */
public final class Gauges {
    private final MeterRegistry registry;
    private final Map<Open, AtomicLong> open = new ConcurrentHashMap<>();
    private final Map<Object, Long> oldest = new ConcurrentHashMap<>();
    private final Map<Object, Long> intake = new ConcurrentHashMap<>();
    private final ClockDifference clocks = new ClockDifference();

    private record Open(String source, String vendor) {}

    public Gauges(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("adjourn.streams.oldest.open.meeting.seconds", this, Gauges::oldestSeconds)
                .description("Age of the oldest open meeting; 0 without any")
                .register(registry);
        Gauge.builder("adjourn.streams.intake.behind.seconds", this, Gauges::intakeSeconds)
                .description("Lag of the intake clock, which triggers deadlines, in the partition with the largest lag;"
                        + " 0 if streams waits for no gateway")
                .register(registry);
        Gauge.builder("adjourn.streams.clock.difference.seconds", this, Gauges::clockSeconds)
                .description(
                        "How far this machine's clock is ahead of the brokers' clock; 0 without a recent watermark")
                .register(registry);
    }

    /** A meeting without a completion record was first heard of, or its record was opened again. */
    public void opened(String meeting, String vendor) {
        of(meeting, vendor).incrementAndGet();
    }

    /** A meeting that was counted by {@link #opened} has a completion record now, or is forgotten. */
    public void closed(String meeting, String vendor) {
        of(meeting, vendor).decrementAndGet();
    }

    /**
     * Takes note of a task's oldest open meeting.
     *
     * @param age how long ago it was first heard of, in milliseconds; null where the task has none
     */
    public void oldest(Object task, @Nullable Long age) {
        if (age == null) {
            oldest.remove(task);
        } else {
            oldest.put(task, age);
        }
    }

    /**
     * Takes note of a task's intake clock.
     *
     * @param behind how far it is behind now, in milliseconds; null where the task waits for no gateway
     */
    public void intake(Object task, @Nullable Long behind) {
        if (behind == null) {
            intake.remove(task);
        } else {
            intake.put(task, behind);
        }
    }

    /** What the clocks of this machine and the brokers say of each other. */
    public ClockDifference clocks() {
        return clocks;
    }

    private double oldestSeconds() {
        return seconds(oldest);
    }

    private double intakeSeconds() {
        return seconds(intake);
    }

    private static double seconds(Map<Object, Long> byTask) {
        return byTask.values().stream().mapToLong(age -> age).max().orElse(0) / 1000.0;
    }

    private double clockSeconds() {
        return clocks.millis(System.currentTimeMillis()) / 1000.0;
    }

    private AtomicLong of(String meeting, String vendor) {
        String source = MeetingKey.sourceOf(meeting);
        return open.computeIfAbsent(new Open(source, vendor), this::gauge);
    }

    private AtomicLong gauge(Open of) {
        var count = new AtomicLong();
        Gauge.builder("adjourn.streams.open.meetings", count, AtomicLong::doubleValue)
                .description("Meetings without a completion record yet")
                .tags("source", of.source(), "vendor", of.vendor())
                .register(registry);
        return count;
    }
}
