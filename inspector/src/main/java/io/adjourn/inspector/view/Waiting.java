package io.adjourn.inspector.view;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.meetings.v1.WaitingFor;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an open meeting waits for, as streams itself says.
 *
 * @param dueAt when it closes if nothing more is heard of it
 * @param closesBy what closes it then
 * @param closesAs what its record says then; UNKNOWN where an older streams did not say
 * @param expects the artifacts that are expected of it
 * @param awaited those of them of which nothing final was heard
 * @param lastNewsAt the news that the wait runs from
 * @param lastRevision where it closed before and goes on; else null
 * @param stale whether it should have closed more than an hour ago: streams does not run, or lost its state
 */
@Serdeable
public record Waiting(
        WaitingFor waitingFor,
        Instant dueAt,
        ClosedBy closesBy,
        Outcome closesAs,
        List<ArtifactKind> expects,
        List<ArtifactKind> awaited,
        Instant lastNewsAt,
        @Nullable Integer lastRevision,
        boolean stale) {
    public Waiting {
        expects = List.copyOf(expects);
        awaited = List.copyOf(awaited);
    }
}
