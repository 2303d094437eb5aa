package io.adjourn.streams.completion;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What some event said about something of which the record holds one value.
 *
 * @param id the event's, to break ties
 */
record Claim(String value, Moment at, long id) {
    private static final Comparator<Claim> BEST_FIRST =
            Comparator.comparing(Claim::at, Moment.BEST_FIRST).thenComparingLong(Claim::id);

    static @Nullable Claim of(@Nullable String value, Moment at, long id) {
        return value == null ? null : new Claim(value, at, id);
    }

    static @Nullable Claim best(@Nullable Claim one, @Nullable Claim other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return BEST_FIRST.compare(one, other) <= 0 ? one : other;
    }

    static @Nullable String valueOf(@Nullable Claim claim) {
        return claim == null ? null : claim.value();
    }
}
