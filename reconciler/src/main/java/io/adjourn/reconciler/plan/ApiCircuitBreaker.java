package io.adjourn.reconciler.plan;

import java.time.Duration;
import java.time.Instant;

/**
 * Leaves a vendor alone that does not answer as it should: after {@value #PATIENCE} failures in a row nothing is asked for a minute, then
 * one request tries; each further failure doubles the wait, up to half an hour.
 *
 * @param failures in a row
 * @param until nothing is asked before
 */
record ApiCircuitBreaker(int failures, Instant until) {
    static final ApiCircuitBreaker CLOSED = new ApiCircuitBreaker(0, Instant.EPOCH);

    private static final int PATIENCE = 5;
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofMinutes(30);

    boolean isOpen() {
        return failures >= PATIENCE;
    }

    boolean allows(Instant now) {
        return !isOpen() || !now.isBefore(until);
    }

    /** A request goes out: of an open one it is the only one, until it is known what becomes of it. */
    ApiCircuitBreaker asking(Instant now) {
        return isOpen() ? new ApiCircuitBreaker(failures, now.plus(FIRST)) : this;
    }

    ApiCircuitBreaker failed(Instant now) {
        int more = failures + 1;
        if (more < PATIENCE) {
            return new ApiCircuitBreaker(more, Instant.EPOCH);
        }
        Duration wait = FIRST.multipliedBy(1L << Math.min(more - PATIENCE, 5));
        return new ApiCircuitBreaker(more, now.plus(wait.compareTo(LONGEST) > 0 ? LONGEST : wait));
    }
}
