package io.adjourn.simulator;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Lets requests go at a steady rate, from whichever thread. Thread-safe. */
public final class Pace {
    private final long intervalNanos;
    private long next = System.nanoTime();

    private Pace(Duration interval) {
        this.intervalNanos = interval.toNanos();
    }

    /**
     * A steady rate.
     *
     * @param perSecond how many may go in a second, above 0
     */
    public static Pace of(double perSecond) {
        return new Pace(Duration.ofNanos((long) (1e9 / perSecond)));
    }

    /** Returns when the caller's turn has come. */
    void await() throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(myTurn() - System.nanoTime());
    }

    private synchronized long myTurn() {
        long turn = Math.max(next, System.nanoTime());
        next = turn + intervalNanos;
        return turn;
    }
}
