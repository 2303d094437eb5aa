package io.adjourn.streams.metrics;

import java.time.Duration;

/**
 * By how much this machine's clock is ahead of the brokers', as far as records tell: the least by which one that was just written
 * looked old. That it took a while to come here is in it, and little where many are looked at. Thread-safe.
 */
public final class ClockDifference {
    /** The least of this long, and of as long before. */
    private static final long WINDOW = Duration.ofSeconds(30).toMillis();

    private static final long NONE = Long.MAX_VALUE;

    private long window = Long.MIN_VALUE;
    private long least = NONE;
    private long leastBefore = NONE;

    /** A record of that log time was just written; both in milliseconds. */
    public synchronized void saw(long logTime, long now) {
        turnTo(now);
        least = Math.min(least, now - logTime);
    }

    /** In milliseconds, negative where it is behind; 0 where no record was seen lately. */
    public synchronized long millis(long now) {
        turnTo(now);
        long known = Math.min(least, leastBefore);
        return known == NONE ? 0 : known;
    }

    private void turnTo(long now) {
        long current = now / WINDOW;
        if (current != window) {
            leastBefore = current == window + 1 ? least : NONE;
            least = NONE;
            window = current;
        }
    }
}
