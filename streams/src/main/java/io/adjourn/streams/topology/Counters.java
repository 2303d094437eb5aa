package io.adjourn.streams.topology;

import io.adjourn.meetings.v1.Outcome;
import io.adjourn.streams.completion.EventId;
import io.adjourn.vendors.Event;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is counted. Every delivery ends in exactly one of normalized, duplicate, rejected and ignored. After a crash the
 * work of an aborted transaction is done, and counted, once more.
 */
public final class Counters {
    private final MeterProvider<Counter> deliveries;
    private final MeterProvider<Counter> events;
    private final MeterProvider<Counter> duplicates;
    private final MeterProvider<Counter> unknowns;
    private final MeterProvider<Counter> rejected;
    private final MeterProvider<Counter> completions;
    private final MeterProvider<Counter> faults;
    private final MeterProvider<Timer> delay;
    private final Gauges gauges;

    public Counters(MeterRegistry registry) {
        deliveries = counter(registry, "deliveries", "Deliveries by what they turned out to be");
        events = counter(registry, "events", "New events by kind");
        duplicates = counter(registry, "duplicates", "Events that were there before");
        unknowns = counter(
                registry,
                "unknown",
                "Deliveries with something in them that their vendor is not known to send, by where");
        rejected = counter(registry, "rejected", "Rejected deliveries by reason");
        completions = counter(registry, "completions", "Revisions of completion records by outcome");
        faults = counter(
                registry, "deadline.faults", "Deadlines over which Adjourn stumbled; tried again an hour later");
        delay = Timer.builder("adjourn.streams.completion.delay")
                .description("From the log time of what a revision came of, an event or a deadline, to its sending")
                .publishPercentileHistogram()
                .withRegistry(registry);
        gauges = new Gauges(registry);
    }

    private static MeterProvider<Counter> counter(MeterRegistry registry, String name, String description) {
        return Counter.builder("adjourn.streams." + name)
                .description(description)
                .withRegistry(registry);
    }

    void count(Plan.Count count) {
        switch (count) {
            case Plan.Told(var source, var vendor, var fresh, var repeated, var completed, var unknown) -> {
                delivery(source, vendor, fresh.isEmpty() ? "duplicate" : "normalized");
                for (Event event : fresh) {
                    events.withTags("vendor", vendor, "kind", lower(EventId.kind(event)))
                            .increment();
                }
                if (!repeated.isEmpty()) {
                    duplicates.withTags("vendor", vendor).increment(repeated.size());
                }
                for (String path : unknown) {
                    unknowns.withTags("vendor", vendor, "path", path).increment();
                }
                completed(vendor, completed);
            }
            case Plan.Rejected(var source, var vendor, var reason) -> {
                delivery(source, vendor, "rejected");
                rejected.withTags("vendor", vendor, "reason", lower(reason.name()))
                        .increment();
            }
            case Plan.Ignored(var source, var vendor) -> delivery(source, vendor, "ignored");
            case Plan.Due(var vendor, var completed) -> completed(vendor, completed);
        }
    }

    Gauges gauges() {
        return gauges;
    }

    /** A revision was sent, that long after the log time of what it came of. */
    void completedAfter(String vendor, Duration time) {
        // The clocks of two machines may differ by a little.
        delay.withTags("vendor", vendor).record(time.isNegative() ? Duration.ZERO : time);
    }

    void deadlineFault(String vendor) {
        faults.withTags("vendor", vendor).increment();
    }

    private void delivery(String source, String vendor, String outcome) {
        deliveries
                .withTags("source", source, "vendor", vendor, "outcome", outcome)
                .increment();
    }

    private void completed(String vendor, @Nullable Outcome outcome) {
        if (outcome != null) {
            completions
                    .withTags("vendor", vendor, "outcome", lower(outcome.name()))
                    .increment();
        }
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
