package io.adjourn.vendors.meetstream;

import io.adjourn.meetings.v1.ActivityKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.EndReason;
import org.jspecify.annotations.Nullable;

/** What kind of event it is: by its name, or, where that is not known, by its bot's status. */
sealed interface EventKind {

    /** The bot reached a state, for a reason where the name tells one. */
    record Reached(BotState state, @Nullable EndReason reason) implements EventKind {}

    /** The bot is in the meeting; whether it records by then depends on the dialect. */
    record Entered() implements EventKind {}

    /** The bot's run is over; how it went is in the status. */
    record Stopped() implements EventKind {}

    /** What became of a product; READY only if its status does not say otherwise. */
    record Result(Product product, ArtifactStatus status) implements EventKind {}

    /** Everything that will be made is made. */
    record AllDone() implements EventKind {}

    /** The data is deleted, unless the status says that this failed. */
    record Deleted() implements EventKind {}

    /** Something that changes no record. */
    record ActivityOnly(ActivityKind kind) implements EventKind {}

    /** Nothing that is known yet. */
    record Unrecognized() implements EventKind {}

    static EventKind of(Payload payload) {
        String event = payload.event();
        String botEvent = payload.botEvent();
        if (botEvent != null && !Vocabulary.isUnknown(botEvent)) {
            return Vocabulary.kindOf(botEvent);
        }
        // A specific name that is not known yet still is a kind of the generic one.
        String name = event == null ? botEvent : event;
        if (name != null) {
            return Vocabulary.isUnknown(name)
                    ? Vocabulary.kindByStatus(name, payload.botStatus())
                    : Vocabulary.kindOf(name);
        }
        String implied = impliedName(payload);
        return implied == null && payload.isSpeech()
                ? new ActivityOnly(ActivityKind.TRANSCRIPT_SEGMENT)
                : Vocabulary.kindOf(implied);
    }

    /**
     * The name to go by: the more specific. Where there is none, the one that such an event has in later dialects, by what else it
     * says; null where nothing tells.
     */
    static @Nullable String nameOf(Payload payload) {
        String botEvent = payload.botEvent();
        if (botEvent != null) {
            return botEvent;
        }
        String event = payload.event();
        return event == null ? impliedName(payload) : event;
    }

    private static @Nullable String impliedName(Payload payload) {
        String status = payload.botStatus();
        if (Vocabulary.endOf(status) != null) {
            return Vocabulary.STOPPED;
        }
        if ("joining".equalsIgnoreCase(status)) {
            return Vocabulary.JOINING;
        }
        if ("inmeeting".equalsIgnoreCase(status)) {
            return Vocabulary.IN_MEETING;
        }
        for (Product product : Product.values()) {
            if (payload.mentions(product)) {
                return product.made();
            }
        }
        return null;
    }

    /** Whether it is a piece of what is being said, by its words alone: such events have no name. */
    default boolean isSpeech() {
        return this instanceof ActivityOnly(var kind) && kind == ActivityKind.TRANSCRIPT_SEGMENT;
    }
}
