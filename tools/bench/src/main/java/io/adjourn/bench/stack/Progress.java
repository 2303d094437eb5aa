package io.adjourn.bench.stack;

import java.io.PrintStream;
import java.util.Locale;

/** Tells those who wait how far it is: beside the tables, which alone are the output. */
public final class Progress {
    private static final long BETWEEN_NANOS = 5_000_000_000L;

    private final PrintStream out;
    private final long start = System.nanoTime();
    private long lastTold = start;

    public Progress(PrintStream out) {
        this.out = out;
    }

    /** Reported at once. */
    public void done(String step) {
        tell(step);
    }

    /** Reported now and then only. */
    public void going(String what, long left) {
        if (System.nanoTime() - lastTold > BETWEEN_NANOS) {
            tell(what + ": " + left + " left to read");
        }
    }

    private void tell(String text) {
        lastTold = System.nanoTime();
        out.printf(Locale.ROOT, "%6.1f s  %s%n", (lastTold - start) / 1e9, text);
    }
}
