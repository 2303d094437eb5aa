package io.adjourn.inspector.view;

import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came from one source, as far as the index goes back.
 *
 * @param lastHeardAt when its latest delivery came in; null where none has
 * @param silentSeconds how long that is ago; null where none has
 * @param deliveries how many came in: the sum of the five below, but for what is still being indexed
 * @param openMeetings how many of its meetings wait for something
 * @param oldestOpenAt when the longest open of them was first seen; null where none is open
 * @param oldestOpenKey that meeting's key
 * @param unknownFields what its vendor sends that this release does not know, most frequent first
 */
@Serdeable
public record SourceView(
        String name,
        String vendor,
        @Nullable Instant lastHeardAt,
        @Nullable Long silentSeconds,
        long deliveries,
        long normalized,
        long duplicates,
        long rejected,
        long ignored,
        long pending,
        long openMeetings,
        @Nullable Instant oldestOpenAt,
        @Nullable String oldestOpenKey,
        List<UnknownField> unknownFields) {
    public SourceView {
        unknownFields = List.copyOf(unknownFields);
    }

    /**
     * Something that a vendor is not known to send.
     *
     * @param kind such as {@code field}, {@code value} or {@code event}
     * @param where where in the body, by known names
     * @param word the new word; null where it might be somebody's own text
     */
    @Serdeable
    public record UnknownField(
            String kind, String where, @Nullable String word, long count, Instant lastSeenAt) {}
}
