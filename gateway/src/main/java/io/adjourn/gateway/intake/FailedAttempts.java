package io.adjourn.gateway.intake;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.time.Duration;

/**
 * How often each client's address failed to prove who it is, and which addresses have proved it for which source. Remembers a
 * bounded number of both. Thread-safe.
 */
final class FailedAttempts {
    private static final long MOST_ADDRESSES = 20_000;
    private static final Duration PERIOD = Duration.ofMinutes(1);
    /** A vendor that sends less often than once a day is verified like a stranger. */
    private static final Duration PROVEN_FOR = Duration.ofDays(1);

    /**
     * By address, each until it has been quiet for long enough to be new again. Who uses a cache keeps it tidy, here and elsewhere:
     * to wake up a thread of the common pool for that took 1.4 µs a request.
     */
    private final Cache<ClientAddress, Bucket> allowances = Caffeine.newBuilder()
            .maximumSize(MOST_ADDRESSES)
            .expireAfterAccess(PERIOD)
            .executor(Runnable::run)
            .build();

    private final Cache<Sender, Boolean> proven = Caffeine.newBuilder()
            .maximumSize(MOST_ADDRESSES)
            .expireAfterAccess(PROVEN_FOR)
            .executor(Runnable::run)
            .build();

    private final int perMinute;

    FailedAttempts(int perMinute) {
        this.perMinute = perMinute;
    }

    /** Who sends for a source. */
    private record Sender(ClientAddress client, String source) {}

    /** Whether the address has used up what it may fail. */
    boolean areTooMany(ClientAddress client) {
        Bucket allowance = allowances.getIfPresent(client);
        return allowance != null && allowance.getAvailableTokens() == 0;
    }

    /** Counts one more. False if that is one too many. */
    boolean allow(ClientAddress client) {
        return allowances.get(client, _ -> newAllowance()).tryConsume(1);
    }

    /** A genuine delivery of the source came from the address. */
    void succeeded(ClientAddress client, String source) {
        proven.put(new Sender(client, source), true);
    }

    /** Whether a genuine delivery of the source came from the address, within the last day. */
    boolean isProven(ClientAddress client, String source) {
        return proven.getIfPresent(new Sender(client, source)) != null;
    }

    private Bucket newAllowance() {
        return Bucket.builder()
                .withNanosecondPrecision() // never by the wall clock, which may be set back
                .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, PERIOD))
                .build();
    }
}
