package io.adjourn.vendors.meetstream;

import io.adjourn.meetings.v1.ActivityKind;
import io.adjourn.vendors.meetstream.Meaning.Told;
import io.adjourn.vendors.meetstream.Meaning.Unknown;
import org.jspecify.annotations.Nullable;

/**
 * What an event is called, in which dialect, and what that means.
 *
 * @param dialect M0: without a name; M1: as documented; M2: with what came later
 * @param vendorType the vendor's name for it, the more specific where there are two; empty in M0
 * @param event the generic name, in M0 the one it has in later dialects; null where there is none
 * @param botEvent the specific name; null before M2
 */
record Named(
        String dialect,
        String vendorType,
        @Nullable String event,
        @Nullable String botEvent,
        Meaning meaning) {

    static Named of(Payload payload) {
        String event = payload.event();
        String botEvent = payload.botEvent();
        if (botEvent != null) {
            Meaning specific = Names.meaningOf(botEvent);
            // A specific name that is not known yet still is a kind of the generic one.
            Meaning meaning =
                    specific instanceof Unknown ? meaningOf(event == null ? botEvent : event, payload) : specific;
            return new Named("M2", botEvent, event, botEvent, meaning);
        }
        if (event != null) {
            return new Named(Names.isDocumented(event) ? "M1" : "M2", event, event, null, meaningOf(event, payload));
        }
        String implied = Names.nameOfUnnamed(payload);
        return implied == null && payload.isSpeech()
                ? new Named("M2", "", null, null, new Told(ActivityKind.TRANSCRIPT_SEGMENT))
                : new Named("M0", "", implied, null, Names.meaningOf(implied));
    }

    private static Meaning meaningOf(String name, Payload payload) {
        return Names.isUnknown(name) ? Names.meaningOfUnknown(name, payload.botStatus()) : Names.meaningOf(name);
    }

    /** Whether it is a piece of what is being said, by its words alone: such events have no name. */
    boolean isSpeech() {
        return meaning instanceof Told(var kind) && kind == ActivityKind.TRANSCRIPT_SEGMENT;
    }

    /** Whether neither of its names is known, so that what it means is in its status alone. */
    boolean isOfUnknownName() {
        String name = name();
        return name != null && Names.isUnknown(name) && (event == null || Names.isUnknown(event));
    }

    boolean isKnown() {
        return !(meaning instanceof Unknown);
    }

    /** The name to go by: the more specific; null where there is none. */
    @Nullable
    String name() {
        return botEvent == null ? event : botEvent;
    }
}
