package io.adjourn.reconciler.plan;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.vendors.ReadApi;
import java.util.Set;

/**
 * Somebody to ask.
 *
 * @param source whose key it is
 * @param vendor its id
 * @param place what fails together: the vendor's address
 * @param expects the artifacts that its meetings are expected to have
 */
public record Party(String source, String vendor, String place, Set<ArtifactKind> expects, ReadApi api) {
    public Party {
        expects = Set.copyOf(expects);
    }
}
