package io.adjourn.gateway.intake;

import io.adjourn.config.RateLimit;
import io.adjourn.config.Source;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Counts the verified deliveries of sources that have a {@code rate-limit}; a new limit starts from zero. Not by the wall clock, which
 * may be set back. Thread-safe.
 */
final class RateLimits {
    static final TimeMeter CLOCK = TimeMeter.SYSTEM_NANOTIME;

    private final ConcurrentMap<String, Allowance> bySource = new ConcurrentHashMap<>();

    private final TimeMeter clock;

    RateLimits() {
        this(CLOCK);
    }

    RateLimits(TimeMeter clock) {
        this.clock = clock;
    }

    private record Allowance(RateLimit limit, Bucket bucket) {}

    /** Takes one more delivery of the source: empty if it may have it, else how long until it may. */
    Optional<Duration> take(Source source) {
        RateLimit limit = source.rateLimit();
        if (limit == null) {
            return Optional.empty();
        }
        Allowance allowance = bySource.compute(
                source.name(), (_, held) -> held != null && held.limit.equals(limit) ? held : newAllowance(limit));
        var taken = allowance.bucket.tryConsumeAndReturnRemaining(1);
        return taken.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(taken.getNanosToWaitForRefill()));
    }

    private Allowance newAllowance(RateLimit limit) {
        Bucket bucket = Bucket.builder()
                .withCustomTimePrecision(clock)
                .addLimit(full -> full.capacity(limit.count()).refillGreedy(limit.count(), limit.period()))
                .build();
        return new Allowance(limit, bucket);
    }
}
