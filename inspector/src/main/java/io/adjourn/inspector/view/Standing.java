package io.adjourn.inspector.view;

import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the index is.
 *
 * @param caughtUp whether everything that was committed a moment ago is in it
 * @param behind how many records are still to be read
 * @param events how many records it was made of
 * @param meetings how many meetings it has, about
 * @param bytes how much it takes on disk
 * @param indexedTo the log time of the latest record read; null where none was
 * @param problem what is wrong and what to do, where indexing has stopped, such as a full disk; else null
 * @param notes what people should know of it, such as a topic that had lost its beginning
 */
@Serdeable
public record Standing(
        boolean caughtUp,
        long behind,
        long events,
        long meetings,
        long bytes,
        @Nullable Instant indexedTo,
        @Nullable String problem,
        List<String> notes) {
    public Standing {
        notes = List.copyOf(notes);
    }
}
