package io.adjourn.streams.completion;

import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.streams.completion.Cause.ByDelivery;

/**
 * A revision that is published if there is something new to say once more had time to come.
 *
 * @param dueAt log time at which that is found out, in milliseconds; {@link Long#MAX_VALUE} where what changed is worth no revision
 *     of its own, and is said with the next one
 * @param said what the last revision says
 * @param pulled whether all that was heard since are answers of the vendor's read API
 */
record PendingRevision(long dueAt, RecordContent said, boolean pulled) {
    static PendingRevision withTheNextOne(RecordContent said) {
        return new PendingRevision(Long.MAX_VALUE, said, false);
    }

    /** The same after another delivery that says something. */
    PendingRevision after(ByDelivery delivery) {
        return new PendingRevision(dueAt, said, pulled && delivery.pulled());
    }

    /** Why the revision will exist. */
    ClosedBy closedBy() {
        return pulled ? ClosedBy.RECONCILED : ClosedBy.LATE_EVENT;
    }
}
