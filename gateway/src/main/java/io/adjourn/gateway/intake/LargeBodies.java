package io.adjourn.gateway.intake;

import io.adjourn.gateway.intake.Intake.Judged;
import io.adjourn.gateway.intake.Intake.Refusal;
import io.adjourn.gateway.intake.IntakeOutcome.Unavailable;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Large bodies are put together, verified and read one at a time: for that moment each takes several times its size in memory,
 * which {@link InFlight} does not count. Thread-safe.
 */
final class LargeBodies {
    /** Most vendors' bodies are never larger. */
    private static final int LARGE = 1024 * 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Semaphore turn = new Semaphore(1, true);

    /** Work on one body. */
    interface Work {
        Judged run() throws InterruptedException;
    }

    Judged inTurn(int size, Work work) throws InterruptedException {
        if (size <= LARGE) {
            return work.run();
        }
        if (!turn.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            return new Refusal(new Unavailable("other large bodies are being verified"));
        }
        try {
            return work.run();
        } finally {
            turn.release();
        }
    }
}
