package io.adjourn.commands;

import java.io.PrintWriter;
import java.time.Duration;

/** Says on standard error how far a reading is that takes long: nothing during the first seconds, then a line now and then. */
final class LongReading {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

    private final PrintWriter err;
    private StopWatch sinceLine = new StopWatch();

    LongReading(PrintWriter err) {
        this.err = err;
    }

    void going(long records) {
        if (sinceLine.time().compareTo(BETWEEN_LINES) >= 0) {
            err.println("read so far: " + records + " records");
            sinceLine = new StopWatch();
        }
    }
}
