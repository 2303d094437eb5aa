package io.adjourn.streams.completion;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a closed meeting is remembered.
 *
 * @param retain from the latest news on, until its events' identities are forgotten: longer than its deliveries can be
 *     replayed
 * @param stubRetain from then on, until it is forgotten whole
 * @param tombstoneAfter from the record of a deletion on, until the record itself is deleted from its topic; null where it stays
 */
public record Retention(
        Duration retain, Duration stubRetain, @Nullable Duration tombstoneAfter) {
    public static final Retention DEFAULT = new Retention(Duration.ofDays(30), Duration.ofDays(400), null);
}
