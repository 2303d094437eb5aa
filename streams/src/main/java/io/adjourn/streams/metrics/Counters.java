package io.adjourn.streams.metrics;

import io.adjourn.streams.plan.Plan;
import io.adjourn.vendors.Event;
import io.adjourn.vendors.FactIdentity;
import io.adjourn.vendors.Novelty;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is counted. Every delivery ends in exactly one of normalized, duplicate, rejected and ignored. After a crash the
 * work of an aborted transaction is done, and counted, once more.
 */
public final class Counters {
    private final Family deliveries;
    private final Family events;
    private final Family duplicates;
    private final Family unknowns;
    private final Family rejected;
    private final Family completions;
    private final Family contradictions;
    private final Family faults;
    private final Family unreadable;
    private final Family clamped;
    private final Family silent;
    private final MeterProvider<Timer> delay;
    private final Gauges gauges;

    public Counters(MeterRegistry registry) {
        deliveries = counter(registry, "deliveries", "Deliveries by outcome");
        events = counter(registry, "events", "New events by kind");
        duplicates = counter(registry, "duplicates", "Duplicate events");
        unknowns = counter(
                registry, "unknown", "Deliveries with fields or values that the vendor is not known to send, by path");
        rejected = counter(registry, "rejected", "Rejected deliveries by reason");
        completions = counter(registry, "completions", "Revisions of completion records by outcome");
        contradictions = counter(
                registry, "contradictions", "Revisions of completion records in which fields contradict each other");
        faults = counter(
                registry, "deadline.faults", "Internal errors while processing a deadline; retried after an hour");
        unreadable = counter(
                registry,
                "unreadable.states",
                "Meeting states that could not be read, by whether a delivery or a deadline needed them");
        clamped = counter(
                registry,
                "clamped.times",
                "Timestamps more than 5 s ahead of the log time, by whether they came from a receipt or a watermark");
        silent = counter(registry, "gateways.silent", "How often a partition stopped waiting for a silent gateway");
        // From the start: an alert on a rise sees none in what begins above zero.
        clamped("receipt", 0);
        clamped("watermark", 0);
        gatewaysGivenUp(0);
        delay = Timer.builder("adjourn.streams.completion.delay")
                .description("Time from the log time of a revision's cause, an event or a deadline, to its sending")
                .publishPercentileHistogram()
                // The objective that the chart's alerts are about.
                .serviceLevelObjectives(Duration.ofSeconds(10))
                .withRegistry(registry);
        gauges = new Gauges(registry);
    }

    private static Family counter(MeterRegistry registry, String name, String description) {
        return new Family(Counter.builder("adjourn.streams." + name)
                .description(description)
                .withRegistry(registry));
    }

    /** The counters of one name by their tags, each looked up once: the registry sorts and compares all tags at each look. */
    private record Family(MeterProvider<Counter> provider, Map<List<String>, Counter> counters) {
        Family(MeterProvider<Counter> provider) {
            this(provider, new ConcurrentHashMap<>());
        }

        void add(int number, String... tags) {
            counters.computeIfAbsent(List.of(tags), _ -> provider.withTags(tags))
                    .increment(number);
        }
    }

    /** Counts what was carried out. */
    public void count(Plan.Count count) {
        switch (count) {
            case Plan.Processed(var source, var vendor, var fresh, var repeated, var completed, var novelties) -> {
                delivery(source, vendor, fresh.isEmpty() ? "duplicate" : "normalized");
                for (Event event : fresh) {
                    events.add(1, "vendor", vendor, "kind", lower(FactIdentity.kind(event)));
                }
                if (!repeated.isEmpty()) {
                    duplicates.add(repeated.size(), "vendor", vendor);
                }
                novelties.stream()
                        .map(Novelty::path)
                        .distinct()
                        .forEach(path -> unknowns.add(1, "vendor", vendor, "path", path));
                completed(vendor, completed);
            }
            case Plan.Rejected(var source, var vendor, var reason) -> {
                delivery(source, vendor, "rejected");
                rejected.add(1, "vendor", vendor, "reason", lower(reason.name()));
            }
            case Plan.Ignored(var source, var vendor) -> delivery(source, vendor, "ignored");
            case Plan.Due(var vendor, var completed) -> completed(vendor, completed);
        }
    }

    /** What is measured, not counted. */
    public Gauges gauges() {
        return gauges;
    }

    /** A revision was sent, that long after the log time of what it came of. */
    public void completedAfter(String vendor, Duration time) {
        // The clocks of two machines may differ by a little.
        delay.withTags("vendor", vendor).record(time.isNegative() ? Duration.ZERO : time);
    }

    /** A deadline failed and is tried again later. */
    public void deadlineFault(String vendor) {
        faults.add(1, "vendor", vendor);
    }

    /** A meeting of that source has a state that cannot be read. */
    public void unreadableState(String source, String metBy) {
        unreadable.add(1, "source", source, "met.by", metBy);
    }

    /** Receipts or watermarks were ahead of the log. */
    public void clamped(String what, int number) {
        clamped.add(number, "what", what);
    }

    /** Nobody waits for so many gateways any more, for they said nothing. */
    public void gatewaysGivenUp(int number) {
        silent.add(number);
    }

    private void delivery(String source, String vendor, String outcome) {
        deliveries.add(1, "source", source, "vendor", vendor, "outcome", outcome);
    }

    private void completed(String vendor, Plan.@Nullable Completed completed) {
        if (completed != null) {
            completions.add(
                    1, "vendor", vendor, "outcome", lower(completed.outcome().name()));
            if (!completed.contradictions().isEmpty()) {
                contradictions.add(1, "vendor", vendor);
            }
        }
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
