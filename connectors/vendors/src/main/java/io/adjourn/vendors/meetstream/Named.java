package io.adjourn.vendors.meetstream;

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
            Meaning meaning = specific instanceof Unknown ? Names.meaningOf(event) : specific;
            return new Named("M2", botEvent, event, botEvent, meaning);
        }
        if (event != null) {
            return new Named(Names.isDocumented(event) ? "M1" : "M2", event, event, null, Names.meaningOf(event));
        }
        String implied = Names.nameOfUnnamed(payload);
        return new Named("M0", "", implied, null, Names.meaningOf(implied));
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
