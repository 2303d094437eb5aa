package io.adjourn.inspector.view;

import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the meetings that were looked for, newest first.
 *
 * @param next the cursor of the page after this; null where this is the last
 * @param searchedTo how far back the search got where it stopped early because few of very many meetings fit; then {@code next} goes on
 *     from there, though this page may be short or empty. Null where it did not
 */
@Serdeable
public record Page(
        List<Summary> meetings,
        @Nullable String next,
        @Nullable Instant searchedTo) {
    public Page {
        meetings = List.copyOf(meetings);
    }
}
