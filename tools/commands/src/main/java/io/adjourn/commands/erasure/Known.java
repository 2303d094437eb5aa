package io.adjourn.commands.erasure;

import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What topics say of a meeting, as far as it matters here. Small: there may be a million.
 *
 * @param vendor null where no record says it
 * @param epoch of its last record; 0 without one
 * @param revision of its last record; 0 without one
 * @param outcome of its last record; null without one
 * @param closedAt when it closed first; null without a record
 * @param deletedAt when its data was deleted; null unless it was
 * @param saysIt whether it says the value that is looked for
 */
public record Known(
        String key,
        @Nullable String vendor,
        int epoch,
        int revision,
        @Nullable Outcome outcome,
        @Nullable Instant closedAt,
        @Nullable Instant deletedAt,
        boolean saysIt) {

    /** Nothing yet. */
    static Known nothing(String key) {
        return new Known(key, null, 0, 0, null, null, null, false);
    }

    Known with(String other) {
        return new Known(key, other, epoch, revision, outcome, closedAt, deletedAt, saysIt);
    }

    Known saying(boolean it) {
        return new Known(key, vendor, epoch, revision, outcome, closedAt, deletedAt, saysIt || it);
    }

    /** What it says now is in its last record. */
    Known with(MeetingCompletion record, boolean it) {
        return new Known(
                key,
                record.getVendor(),
                record.getEpoch(),
                record.getRevision(),
                record.getOutcome(),
                record.getClosedAt(),
                record.getDeletedAt(),
                it);
    }

    Known withoutRecord() {
        return new Known(key, vendor, epoch, revision, null, null, null, saysIt);
    }
}
