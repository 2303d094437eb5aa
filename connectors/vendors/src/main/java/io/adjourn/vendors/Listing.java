package io.adjourn.vendors;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of the bots that a vendor has.
 *
 * @param bots in the vendor's order; one that has no usable id is left out
 * @param next the cursor of the next page; null where this was the last
 * @param resume the cursor with which the next sweep begins, so that it lists only what is new; null where each begins at the
 *     first page again
 */
public record Listing(
        List<Listed> bots, @Nullable String next, @Nullable String resume) {
    public Listing {
        bots = List.copyOf(bots);
    }

    /**
     * One bot.
     *
     * @param session the vendor's id of it
     * @param createdAt when it was created; null where not said, or not readable
     * @param over whether the list says that its run is over
     */
    public record Listed(String session, @Nullable Instant createdAt, boolean over) {}
}
