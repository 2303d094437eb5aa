package io.adjourn.gateway.publish;

import io.adjourn.gateway.publish.SendResult.Unavailable;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Closed while records go through. Open once one did not. Half-open once there is reason to believe that they do again: then a
 * single record tries it, after {@link #FIRST_TRIAL}, and later ones at longer and longer intervals.
 */
final class Circuit {
    /** A spooled record tries it before, and at once: no delivery has to wait for that. */
    private static final Duration FIRST_TRIAL = Duration.ofSeconds(2);

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private @Nullable Unavailable because;
    private boolean halfOpen;
    private Duration untilTrial = FIRST_TRIAL;
    private long trialAt;

    /** Why it is not closed, empty if it is. */
    synchronized Optional<Unavailable> because() {
        return Optional.ofNullable(because);
    }

    synchronized boolean isOpen() {
        return because != null && !halfOpen;
    }

    /** Whether a record may go, as the trial where it is half-open. */
    synchronized boolean admits() {
        if (because == null) {
            return true;
        }
        if (!halfOpen || System.nanoTime() - trialAt < 0) {
            return false;
        }
        untilTrial = untilTrial.multipliedBy(2).compareTo(LONGEST) < 0 ? untilTrial.multipliedBy(2) : LONGEST;
        trialAt = System.nanoTime() + untilTrial.toNanos();
        return true;
    }

    /** Opens it; whether it was closed. What stays so until there are new clients is not forgotten over another reason. */
    synchronized boolean open(Unavailable why) {
        boolean wasClosed = because == null;
        boolean fatal = why.fatal() || (because != null && because.fatal());
        because = new Unavailable(why.why(), fatal);
        halfOpen = false;
        return wasClosed;
    }

    /** Half-opens it if it is open. */
    synchronized void halfOpen() {
        if (because != null && !halfOpen) {
            halfOpen = true;
            trialAt = System.nanoTime() + untilTrial.toNanos();
        }
    }

    /** Closes it; whether it was not closed. */
    synchronized boolean close() {
        boolean was = because != null;
        because = null;
        halfOpen = false;
        untilTrial = FIRST_TRIAL;
        return was;
    }

    /** There are new clients. */
    synchronized void renewed() {
        if (because != null) {
            because = new Unavailable(because.why(), false);
        }
    }
}
