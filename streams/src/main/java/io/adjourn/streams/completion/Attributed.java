package io.adjourn.streams.completion;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What some event said about something of which the record holds one value.
 *
 * @param id the event's, to break ties
 */
record Attributed<T extends Comparable<T>>(T value, Moment at, long id) {
    private static final Comparator<Attributed<?>> BEST_FIRST = Comparator.<Attributed<?>, Moment>comparing(
                    Attributed::at, Moment.BEST_FIRST)
            .thenComparingLong(Attributed::id);

    static <T extends Comparable<T>> @Nullable Attributed<T> of(@Nullable T value, Moment at, long id) {
        return value == null ? null : new Attributed<>(value, at, id);
    }

    /** Of two the one with the vendor's own time, the earlier, the lower id; where one event came with two values, the lesser. */
    static <T extends Comparable<T>> @Nullable Attributed<T> best(
            @Nullable Attributed<T> one, @Nullable Attributed<T> other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        int order = BEST_FIRST.compare(one, other);
        return (order == 0 ? one.value().compareTo(other.value()) : order) <= 0 ? one : other;
    }

    static <T extends Comparable<T>> @Nullable T valueOf(@Nullable Attributed<T> attributed) {
        return attributed == null ? null : attributed.value();
    }
}
