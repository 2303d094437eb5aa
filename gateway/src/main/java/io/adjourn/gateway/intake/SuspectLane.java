package io.adjourn.gateway.intake;

import io.adjourn.vendors.verify.Verdict;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The way for requests that are costly to verify and come from where too many failed: one at a time and in order, so that all of
 * them together keep no more than one processor busy. Of large bodies no more than one waits for its turn, so that a small one,
 * as most deliveries are, waits for one large body at most. Thread-safe.
 */
final class SuspectLane {
    private static final int SMALL_BODY = 64 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Semaphore turn = new Semaphore(1, true);
    private final Semaphore large = new Semaphore(1, true);

    /** The verdict on a body of that size, empty where it was not its turn in time. */
    Optional<Verdict> verify(int size, Supplier<Verdict> verification) throws InterruptedException {
        return size > SMALL_BODY
                ? inTurn(large, () -> inTurn(turn, () -> Optional.of(verification.get())))
                : inTurn(turn, () -> Optional.of(verification.get()));
    }

    private interface Work {
        Optional<Verdict> run() throws InterruptedException;
    }

    private static Optional<Verdict> inTurn(Semaphore permits, Work work) throws InterruptedException {
        if (!permits.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            return Optional.empty();
        }
        try {
            return work.run();
        } finally {
            permits.release();
        }
    }
}
