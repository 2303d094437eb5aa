package io.adjourn.commands.rejected;

import io.adjourn.meetings.v1.RejectReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which rejects are meant: those that agree with all of what is not null.
 *
 * @param key the key of the raw record
 * @param from not before this
 * @param to before this
 */
public record RejectFilter(
        @Nullable RejectReason reason,
        @Nullable String vendor,
        @Nullable String source,
        @Nullable String key,
        @Nullable Instant from,
        @Nullable Instant to) {

    boolean accepts(Reject reject) {
        return (reason == null || reason == reject.reason())
                && (vendor == null || vendor.equals(reject.vendor()))
                && (source == null || source.equals(reject.source()))
                && (key == null || key.equals(reject.key()))
                && (from == null || !reject.time().isBefore(from))
                && (to == null || reject.time().isBefore(to));
    }
}
