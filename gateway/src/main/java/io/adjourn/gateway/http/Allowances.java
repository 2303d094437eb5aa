package io.adjourn.gateway.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.adjourn.gateway.intake.ClientAddress;
import io.github.bucket4j.Bucket;
import java.time.Duration;

/** How often each client's address may do something. Remembers a bounded number of addresses. Thread-safe. */
final class Allowances {
    private static final long MOST_ADDRESSES = 20_000;
    private static final int UNLIMITED = 1_000_000;

    private final Cache<ClientAddress, Bucket> allowances;
    private final int perSecond;
    private final int atOnce;

    /**
     * @param perSecond how often in the long run
     * @param atOnce how often before that counts
     */
    Allowances(int perSecond, int atOnce) {
        this.perSecond = perSecond;
        this.atOnce = atOnce;
        this.allowances = Caffeine.newBuilder()
                .maximumSize(MOST_ADDRESSES)
                // By then it is full again, as a new one is.
                .expireAfterAccess(Duration.ofSeconds(Math.ceilDiv(atOnce, perSecond)))
                .executor(Runnable::run)
                .build();
    }

    /** As often as anybody could. */
    static Allowances unlimited() {
        return new Allowances(UNLIMITED, UNLIMITED);
    }

    /** Counts one more of the address. False if that is one too many. */
    boolean take(ClientAddress address) {
        return allowances.get(address, _ -> newAllowance()).tryConsume(1);
    }

    /** Whether the address has used up most of what it may have at once. */
    boolean isMostlyUsedUp(ClientAddress address) {
        Bucket allowance = allowances.getIfPresent(address);
        return allowance != null && allowance.getAvailableTokens() < atOnce / 2;
    }

    private Bucket newAllowance() {
        return Bucket.builder()
                .withNanosecondPrecision()
                .addLimit(limit -> limit.capacity(atOnce).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .build();
    }
}
