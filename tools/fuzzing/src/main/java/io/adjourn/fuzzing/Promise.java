package io.adjourn.fuzzing;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The checks of fuzz targets. Cheap where they hold, for they run some 100,000 times a second. */
public final class Promise {
    private Promise() {}

    /**
     * Fails the run unless the promise is kept.
     *
     * @param promise what holds for any input, in words
     */
    public static void holds(boolean kept, String promise) {
        if (!kept) {
            throw new AssertionError("not kept: " + promise);
        }
    }

    /** The same, with words that are costly to make. */
    public static void holds(boolean kept, Supplier<String> promise) {
        if (!kept) {
            holds(false, promise.get());
        }
    }

    /** Fails the run unless both are equal. */
    public static void same(@Nullable Object one, @Nullable Object other, String promise) {
        if (!Objects.equals(one, other)) {
            throw new AssertionError("not kept: " + promise + "\n  one:   " + one + "\n  other: " + other);
        }
    }
}
