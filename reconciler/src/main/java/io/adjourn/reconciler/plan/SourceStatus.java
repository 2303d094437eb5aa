package io.adjourn.reconciler.plan;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with one source.
 *
 * @param leftToday how many requests its budget has left today
 * @param denied whether the vendor does not accept its key
 * @param pausedUntil nothing is asked before; null where nothing holds it up
 * @param breakerOpen whether its vendor fails and is left alone
 * @param meetings how many are asked about, or were lately, or are open
 * @param oldestDue since when the one that waits longest has waited; null where none waits
 */
public record SourceStatus(
        String source,
        String vendor,
        int leftToday,
        boolean denied,
        @Nullable Instant pausedUntil,
        boolean breakerOpen,
        int meetings,
        @Nullable Instant oldestDue) {}
