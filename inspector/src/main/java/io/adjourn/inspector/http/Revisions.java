package io.adjourn.inspector.http;

import io.adjourn.inspector.view.RevisionView;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/**
 * Revisions of a meeting.
 *
 * @param unseen how many earlier ones were made before the index began
 */
@Serdeable
public record Revisions(List<RevisionView> revisions, int unseen) {
    public Revisions {
        revisions = List.copyOf(revisions);
    }
}
