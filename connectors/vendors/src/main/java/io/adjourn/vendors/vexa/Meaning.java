package io.adjourn.vendors.vexa;

import io.adjourn.meetings.v1.ArtifactKind;
import org.jspecify.annotations.Nullable;

/** What the name of an event means. */
sealed interface Meaning {

    /** The run went to another status: the one that the name tells, or, where that is null, the one that the body tells. */
    record Went(@Nullable String to) implements Meaning {}

    /** Something was made of the meeting; a recording is listed file by file where the body does so. */
    record Made(ArtifactKind kind) implements Meaning {}

    /** Somebody tried whether what Vexa sends arrives. */
    record Tried() implements Meaning {}

    /** Nothing that is known yet. */
    record Unknown() implements Meaning {}
}
