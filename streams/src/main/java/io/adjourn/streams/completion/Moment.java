package io.adjourn.streams.completion;

import io.adjourn.vendors.Event.EventTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * When something happened, by the vendor's clock or, inferred, by ours.
 *
 * @param micros microseconds since the epoch
 */
record Moment(long micros, boolean inferred) {
    /** The vendor's own time before an inferred one, then the earlier. */
    static final Comparator<Moment> BEST_FIRST =
            Comparator.comparing(Moment::inferred).thenComparingLong(Moment::micros);

    static Moment of(EventTime time) {
        return new Moment(ChronoUnit.MICROS.between(Instant.EPOCH, time.at()), time.inferred());
    }

    /** The vendor's own time, if there is one. */
    static @Nullable Moment own(@Nullable Instant at) {
        return at == null ? null : new Moment(ChronoUnit.MICROS.between(Instant.EPOCH, at), false);
    }

    /** By our clock. */
    static Moment byOurClock(long millis) {
        return new Moment(millis * 1_000, true);
    }

    /** The better of two, either of which may be missing. */
    static @Nullable Moment best(@Nullable Moment one, @Nullable Moment other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return BEST_FIRST.compare(one, other) <= 0 ? one : other;
    }

    Instant instant() {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
