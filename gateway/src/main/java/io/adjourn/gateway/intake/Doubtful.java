package io.adjourn.gateway.intake;

import io.adjourn.vendors.verify.Verdict;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The way for requests that are costly to verify and come from where too many failed: one at a time, in order, so that all of
 * them together keep no more than one processor busy, and a genuine one among them gets its turn. Thread-safe.
 */
final class Doubtful {
    /** The largest body that is verified: a stranger's takes some 4 ms, a vendor's is smaller. */
    static final int MAX_BODY_BYTES = 64 * 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Semaphore turn = new Semaphore(1, true);

    /** The verdict, empty where it was not its turn in time. */
    Optional<Verdict> verify(Supplier<Verdict> verification) {
        try {
            if (!turn.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            return Optional.of(verification.get());
        } finally {
            turn.release();
        }
    }
}
