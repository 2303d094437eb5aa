package io.adjourn.reconciler.plan;

import io.adjourn.meetings.v1.ArtifactKind;
import java.time.Instant;
import java.util.Set;

/**
 * One reason to ask about a meeting.
 *
 * @param at not before
 * @param until after that it is of no interest
 * @param kinds the artifacts of which something is to be known; none where only the course of the meeting is in doubt
 */
record Want(Instant at, Instant until, Set<ArtifactKind> kinds) {
    Want {
        kinds = Set.copyOf(kinds);
    }

    /** The same with its answer: it is never asked again. */
    Want answered() {
        return new Want(until, until, kinds);
    }

    boolean isAnswered() {
        return !at.isBefore(until);
    }
}
