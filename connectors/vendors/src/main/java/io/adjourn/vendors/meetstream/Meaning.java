package io.adjourn.vendors.meetstream;

import io.adjourn.meetings.v1.ActivityKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.EndReason;
import org.jspecify.annotations.Nullable;

/** What the name of an event means. */
sealed interface Meaning {

    /** The bot reached a state, for a reason where the name tells one. */
    record Reached(BotState state, @Nullable EndReason reason) implements Meaning {}

    /** The bot is in the meeting; whether it records by then depends on the dialect. */
    record Entered() implements Meaning {}

    /** The bot's run is over; how it went is in the status. */
    record Stopped() implements Meaning {}

    /** What became of a product; READY only if its status does not say otherwise. */
    record Result(Product product, ArtifactStatus status) implements Meaning {}

    /** Everything that will be made is made. */
    record AllDone() implements Meaning {}

    /** The data is deleted, unless the status says that this failed. */
    record Deleted() implements Meaning {}

    /** Something that changes no record. */
    record Told(ActivityKind kind) implements Meaning {}

    /** Nothing that is known yet. */
    record Unknown() implements Meaning {}
}
