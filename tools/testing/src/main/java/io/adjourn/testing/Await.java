package io.adjourn.testing;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for conditions. */
public final class Await {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long PAUSE_MILLIS = 20;

    private Await() {}

    /** Returns once the condition holds; fails, saying what it waited for, if it does not in time. */
    public static void until(String what, Duration patience, BooleanSupplier condition) {
        until(what, patience, condition, () -> "it does not hold");
    }

    /** The same within two minutes. */
    public static void until(String what, BooleanSupplier condition) {
        until(what, PATIENCE, condition);
    }

    /** The same; a failure says what there was instead. */
    public static void until(String what, BooleanSupplier condition, Supplier<?> instead) {
        until(what, PATIENCE, condition, instead);
    }

    /** The same within the given time. */
    public static void until(String what, Duration patience, BooleanSupplier condition, Supplier<?> instead) {
        long giveUp = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > giveUp) {
                throw new AssertionError(
                        "waited " + patience + " in vain for: " + what + "; instead: " + instead.get());
            }
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting for: " + what, e);
            }
        }
    }
}
