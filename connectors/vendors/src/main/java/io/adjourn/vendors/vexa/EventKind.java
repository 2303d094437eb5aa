package io.adjourn.vendors.vexa;

import io.adjourn.meetings.v1.ArtifactKind;
import org.jspecify.annotations.Nullable;

/** What kind of event it is, by its name. */
sealed interface EventKind {

    /** The run went to another status: the one that the name tells, or, where that is null, the one that the body tells. */
    record StatusChanged(@Nullable String to) implements EventKind {}

    /** Something was made of the meeting; a recording is listed file by file where the body does so. */
    record ArtifactMade(ArtifactKind kind) implements EventKind {}

    /** Somebody tried whether what Vexa sends arrives. */
    record TestSent() implements EventKind {}

    /** Nothing that is known yet. */
    record Unrecognized() implements EventKind {}

    static EventKind of(Payload payload) {
        if (payload.layout() == Layout.BARE) {
            return new StatusChanged(null);
        }
        String name = payload.name();
        return name == null ? new Unrecognized() : Vocabulary.EVENTS.getOrDefault(name, new Unrecognized());
    }
}
