package io.adjourn.inspector.index;

import io.adjourn.meetings.v1.LifecycleKind;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.MeetingLifecycle;
import java.util.List;

/** What an event or a revision changes in a meeting's summary. Pure. */
final class Lifecycles {
    private Lifecycles() {}

    /** An event: until there is a record, it is all that is known. */
    static void tell(StoredSummary summary, MeetingLifecycle event) {
        long at = Micros.of(event.getOccurredAt());
        if (event.getKind() == LifecycleKind.STATE_CHANGE && summary.revision == 0 && at >= summary.stateAt) {
            summary.state = event.getState();
            summary.stateAt = at;
            if (event.getEndReason() != null) {
                summary.endReason = event.getEndReason();
            }
        }
        if (summary.deletedAt != null) {
            return;
        }
        if (event.getPlatform() != null) {
            summary.platform = event.getPlatform();
        }
        if (event.getNativeMeetingId() != null) {
            summary.nativeId = event.getNativeMeetingId();
        }
        if (event.getMeetingUrl() != null) {
            summary.url = event.getMeetingUrl();
        }
        summary.attributes(event.getAttributes());
    }

    /** A revision: it says all. */
    static void revise(StoredSummary summary, MeetingCompletion completion) {
        summary.epoch = completion.getEpoch();
        summary.revision = completion.getRevision();
        summary.source = completion.getSource();
        summary.vendor = completion.getVendor();
        summary.state = completion.getState();
        summary.outcome = completion.getOutcome();
        summary.endReason = completion.getEndReason();
        summary.platform = completion.getPlatform();
        summary.nativeId = completion.getNativeMeetingId();
        summary.url = completion.getMeetingUrl();
        summary.attributes(completion.getAttributes());
        summary.joinedAt = Micros.orNull(completion.getJoinedAt());
        summary.endedAt = Micros.orNull(completion.getEndedAt());
        summary.durationSeconds = completion.getDurationSeconds();
        summary.missing = List.copyOf(completion.getMissing());
    }
}
