package io.adjourn.gateway.publish;

import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Replaces the Kafka clients when they cannot recover: Kafka refuses their credentials, and files of keys may hold others by now;
 * or nothing gets through though Kafka says that all is well, for a producer can fail once for good, and afterwards only ever says
 * that it took too long.
 */
@Singleton
final class ClientRenewal {
    /** New clients cost something, and whoever replaces a file of keys may wait a little. */
    private static final Duration BETWEEN_RENEWALS = Duration.ofSeconds(30);

    private static final Duration WITHOUT_SUCCESS = Duration.ofSeconds(5);

    private final KafkaConnection connection;
    private final CircuitBreaker breaker;
    private long lastRenewal = System.nanoTime() - BETWEEN_RENEWALS.toNanos();

    ClientRenewal(KafkaConnection connection, CircuitBreaker breaker) {
        this.connection = connection;
        this.breaker = breaker;
    }

    /**
     * Replaces them if that may help.
     *
     * @param healthy whether Kafka says that all is well
     */
    void renewIfNeeded(boolean healthy) {
        boolean needed = breaker.isFatal() || (healthy && breaker.nothingGetsThroughFor(WITHOUT_SUCCESS));
        if (needed && System.nanoTime() - lastRenewal >= BETWEEN_RENEWALS.toNanos()) {
            lastRenewal = System.nanoTime();
            connection.renew();
            breaker.renewed();
        }
    }
}
