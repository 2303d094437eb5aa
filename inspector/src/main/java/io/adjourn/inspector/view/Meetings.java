package io.adjourn.inspector.view;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The meetings that the index has. What is asked for masked has nothing personal in it, whoever shows it. Thread-safe; blocks for
 * milliseconds, {@link #raw} for up to some seconds.
 */
public interface Meetings {

    /** How many a page may have at most. */
    int LARGEST_PAGE = 200;

    /**
     * Those that fit, newest first.
     *
     * @param cursor {@link Page#next()} of the page before, of the same query; null for the first page
     * @param limit how many at most, 1 to {@value #LARGEST_PAGE}
     * @throws BadCursorException if the cursor is none, or of another query
     */
    Page search(Query query, @Nullable String cursor, int limit, Sight sight);

    /** Everything of one. */
    Optional<Meeting> find(String key, Sight sight);

    /** {@link Meeting#version()} of one, at less cost. */
    Optional<String> version(String key);

    /** A delivery's body and headers, from Kafka. Only of one that the index has under that key: never another meeting's. */
    RawDelivery raw(String key, String deliveryId, Sight sight);

    /** All rejects by reason and source, those with the latest first. */
    List<RejectGroup> rejects();

    /** All sources that were heard of, by name. */
    List<SourceView> sources();

    Standing standing();

    /**
     * Tells of each meeting of which something new was indexed, by its key; keys of what is no meeting, too. The listener must return at
     * once.
     *
     * @return stops telling
     */
    AutoCloseable listen(Consumer<String> changed);
}
