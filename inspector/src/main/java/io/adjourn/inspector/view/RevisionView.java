package io.adjourn.inspector.view;

import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.Outcome;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One revision of a meeting's record, as the index saw it.
 *
 * @param changed the differences from the one before it that the index has; of the first, what it says
 * @param deliveryId the delivery that caused it; null where a deadline did, or it is not known
 * @param record where it stands, or stood: the topic keeps only a meeting's last one
 * @param content the whole record as JSON, masked unless shown whole
 */
@Serdeable
public record RevisionView(
        int epoch,
        int revision,
        Outcome outcome,
        ClosedBy closedBy,
        Instant revisedAt,
        List<Change> changed,
        @Nullable String deliveryId,
        Coordinates record,
        String content) {
    public RevisionView {
        changed = List.copyOf(changed);
    }

    /**
     * One difference.
     *
     * @param field its name in the record, such as {@code outcome} or {@code artifacts}
     * @param before as text; null where there was nothing
     * @param after as text; null where there is nothing
     */
    @Serdeable
    public record Change(
            String field, @Nullable String before, @Nullable String after) {}
}
