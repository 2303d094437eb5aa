package io.adjourn.inspector.index;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Times as rows have them: microseconds since 1970. */
public final class Micros {
    private Micros() {}

    /** What is too far away for them is as far as they go. */
    public static long of(Instant time) {
        try {
            return ChronoUnit.MICROS.between(Instant.EPOCH, time);
        } catch (ArithmeticException e) {
            return time.isAfter(Instant.EPOCH) ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
    }

    public static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    public static @Nullable Instant instantOrNull(@Nullable Long micros) {
        return micros == null ? null : instant(micros);
    }

    static @Nullable Long orNull(@Nullable Instant time) {
        return time == null ? null : of(time);
    }
}
