package io.adjourn.gateway.intake;

import io.adjourn.config.Source;
import io.adjourn.gateway.intake.IntakeOutcome.Dropped;
import io.adjourn.gateway.intake.IntakeOutcome.Incomplete;
import io.adjourn.gateway.intake.IntakeOutcome.RateLimited;
import io.adjourn.gateway.intake.IntakeOutcome.Spooled;
import io.adjourn.gateway.intake.IntakeOutcome.Stored;
import io.adjourn.gateway.intake.IntakeOutcome.TooLarge;
import io.adjourn.gateway.intake.IntakeOutcome.TooManyFailures;
import io.adjourn.gateway.intake.IntakeOutcome.Unavailable;
import io.adjourn.gateway.intake.IntakeOutcome.UnknownSource;
import io.adjourn.gateway.intake.IntakeOutcome.Unverified;
import io.adjourn.gateway.sources.LiveSources;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.event.Level;

/**
 * Counts every request to a source once, in {@code adjourn.gateway.deliveries}, and has every refusal logged. What a stranger
 * wrote is in neither: an unknown source is called {@code unknown}, unless it was one of ours until a reload.
 */
@Singleton
final class DeliveryMetrics {
    private static final String UNKNOWN = "unknown";

    private final LiveSources sources;
    private final RefusalLog log;
    private final MeterRegistry meters;
    /** Looked up here: the registry's own way costs as much as verifying. */
    private final Map<Delivery, Counter> deliveries = new ConcurrentHashMap<>();

    private final Map<String, Timer> durations = new ConcurrentHashMap<>();

    DeliveryMetrics(LiveSources sources, RefusalLog log, MeterRegistry meters) {
        this.sources = sources;
        this.log = log;
        this.meters = meters;
    }

    /** What is counted apart. */
    private record Delivery(String source, String vendor, String outcome) {}

    /**
     * @param asked the source by the name the sender gave
     * @param nanos how long it took to come to that outcome
     */
    void enter(String asked, Optional<Source> source, IntakeOutcome outcome, long nanos) {
        boolean ours = source.isPresent() || sources.wasRemoved(asked);
        String name = source.map(Source::name).orElse(ours ? asked : UNKNOWN);
        String vendor = source.map(known -> known.vendor().id()).orElse(UNKNOWN);
        deliveries
                .computeIfAbsent(new Delivery(name, vendor, tag(outcome)), this::counter)
                .increment();
        durations.computeIfAbsent(group(outcome), this::timer).record(nanos, TimeUnit.NANOSECONDS);
        if (!(outcome instanceof Stored || outcome instanceof Spooled)) {
            log.refused(level(outcome, ours), name, tag(outcome), detail(outcome, ours));
        }
    }

    private Counter counter(Delivery delivery) {
        return Counter.builder("adjourn.gateway.deliveries")
                .description("Requests to /webhooks by outcome: stored, spooled, or the reason why not")
                .tags("source", delivery.source, "vendor", delivery.vendor, "outcome", delivery.outcome)
                .register(meters);
    }

    private Timer timer(String group) {
        return Timer.builder("adjourn.gateway.request.duration")
                .description("Time from a request's head to the decision what to answer, including the arrival of"
                        + " its body")
                .tags("outcome", group)
                .publishPercentileHistogram()
                .register(meters);
    }

    private static Level level(IntakeOutcome outcome, boolean ours) {
        return switch (outcome) {
            case Unavailable _ -> Level.ERROR;
            // Somebody still sends to what was removed: what comes now is lost.
            case UnknownSource _ when ours -> Level.WARN;
            default -> Level.INFO;
        };
    }

    /** Whose doing it was: nobody's, the sender's, ours. */
    private static String group(IntakeOutcome outcome) {
        return switch (outcome) {
            case Stored _, Spooled _ -> "accepted";
            case Unavailable _ -> "unavailable";
            default -> "refused";
        };
    }

    private static String tag(IntakeOutcome outcome) {
        return switch (outcome) {
            case Stored _ -> "stored";
            case Spooled _ -> "spooled";
            case UnknownSource _ -> "unknown-source";
            case Unverified(var verdict) -> verdict.reason().name().toLowerCase(Locale.ROOT);
            case TooManyFailures _ -> "too-many-failures";
            case RateLimited _ -> "rate-limited";
            case TooLarge _ -> "too-large";
            case Incomplete _ -> "incomplete";
            case Dropped _ -> "dropped";
            case Unavailable _ -> "unavailable";
        };
    }

    private static String detail(IntakeOutcome outcome, boolean ours) {
        return switch (outcome) {
            case Stored _, Spooled _ -> "";
            case UnknownSource _ -> ours ? "the source was removed from the sources file" : "no source of that name";
            case Unverified(var verdict) -> verdict.detail();
            case TooManyFailures(String detail) -> detail;
            case RateLimited(var after) -> "rate-limit exceeded, retry in " + after.toMillis() + " ms";
            case TooLarge(int maxBodyBytes) -> "more than " + maxBodyBytes + " bytes";
            case Incomplete(String detail) -> detail;
            case Dropped _ -> "dropped to make room for other requests: it was unverified and the slowest";
            case Unavailable(String why) -> why;
        };
    }
}
