package io.adjourn.inspector.index;

import io.adjourn.inspector.index.IndexEntry.Opened;
import io.adjourn.inspector.index.IndexEntry.Refused;
import io.adjourn.inspector.index.IndexEntry.Revised;
import io.adjourn.inspector.index.IndexEntry.Told;
import io.adjourn.vendors.Novelty;
import java.util.Set;

/** What one record of a topic changes in the index. */
public sealed interface Change {
    /** The record's key. */
    String key();

    /** A delivery came in, with what its vendor is not known to send. */
    record Came(String key, Delivered delivered, Set<Novelty> novelties) implements Change {
        public Came {
            novelties = Set.copyOf(novelties);
        }
    }

    /** An event was told. */
    record Tells(String key, Told told) implements Change {}

    /** A meeting's record has a new revision. */
    record Revises(String key, Revised revised) implements Change {}

    /**
     * A meeting's record was deleted from its topic: its data may not be kept any longer.
     *
     * @param logTime in milliseconds
     */
    record Forgets(String key, long logTime) implements Change {}

    /** A meeting waits for something. */
    record Waits(String key, Opened opened) implements Change {}

    /** A meeting waits for nothing any more. */
    record WaitsNoMore(String key) implements Change {}

    /** A delivery was rejected. */
    record Rejects(String key, Refused refused) implements Change {}
}
