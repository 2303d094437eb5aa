package io.adjourn.inspector.view;

import io.adjourn.meetings.v1.RejectReason;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;

/**
 * The rejects of one reason, source and vendor.
 *
 * @param source whose deliveries they were; empty where that was not said
 * @param count how many the index has
 * @param latest some of the latest, newest first
 * @param replay the command that sends them back, as a dry run
 */
@Serdeable
public record RejectGroup(
        RejectReason reason,
        String source,
        String vendor,
        long count,
        Instant firstSeenAt,
        Instant lastSeenAt,
        List<Reject> latest,
        String replay) {
    public RejectGroup {
        latest = List.copyOf(latest);
    }
}
