package io.adjourn.gateway.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.adjourn.gateway.intake.ClientAddress;
import io.github.bucket4j.Bucket;
import java.time.Duration;

/**
 * How many new connections each address opens: what a new one costs, a TLS handshake above all, is a part of the processors' time
 * that one address may have. Remembers a bounded number of addresses. Thread-safe.
 */
final class NewConnections {
    static final int PER_SECOND = 128;
    static final int BURST = 256;

    private static final long MOST_ADDRESSES = 20_000;
    private static final Duration FULL_AGAIN = Duration.ofSeconds(BURST / PER_SECOND);

    private final Cache<ClientAddress, Bucket> allowances = Caffeine.newBuilder()
            .maximumSize(MOST_ADDRESSES)
            .expireAfterAccess(FULL_AGAIN)
            .build();

    /** Counts one more. False if that is one too many. */
    boolean allow(ClientAddress address) {
        return allowances.get(address, _ -> newAllowance()).tryConsume(1);
    }

    private static Bucket newAllowance() {
        return Bucket.builder()
                .withNanosecondPrecision()
                .addLimit(limit -> limit.capacity(BURST).refillGreedy(PER_SECOND, Duration.ofSeconds(1)))
                .build();
    }
}
