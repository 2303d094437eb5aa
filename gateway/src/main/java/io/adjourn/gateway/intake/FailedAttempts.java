package io.adjourn.gateway.intake;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import java.time.Duration;

/**
 * How often each client's address failed to prove who it is. Remembers a bounded number of addresses, and each until it has
 * been quiet for long enough to be new again. Thread-safe.
 */
final class FailedAttempts {
    private static final long MOST_ADDRESSES = 20_000;
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final Cache<ClientAddress, Bucket> allowances = Caffeine.newBuilder()
            .maximumSize(MOST_ADDRESSES)
            .expireAfterAccess(PERIOD)
            .build();

    private final int perMinute;

    FailedAttempts(int perMinute) {
        this.perMinute = perMinute;
    }

    /** Whether the address has used up what it may fail. */
    boolean areTooMany(ClientAddress client) {
        Bucket allowance = allowances.getIfPresent(client);
        return allowance != null && allowance.getAvailableTokens() == 0;
    }

    /** Counts one more. False if that is one too many. */
    boolean allow(ClientAddress client) {
        return allowances.get(client, _ -> newAllowance()).tryConsume(1);
    }

    private Bucket newAllowance() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, PERIOD))
                .build();
    }
}
