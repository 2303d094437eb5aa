package io.adjourn.commands;

import java.time.Duration;
import java.util.Locale;

/** Tells how long it has been running. */
public final class StopWatch {
    private final long start = System.nanoTime();

    public Duration time() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Seconds in a column, such as {@code "  7.3 s"}. */
    public String elapsed() {
        return String.format(Locale.ROOT, "%5.1f s", time().toMillis() / 1000.0);
    }
}
