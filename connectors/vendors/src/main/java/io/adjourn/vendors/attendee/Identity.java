package io.adjourn.vendors.attendee;

import io.adjourn.vendors.SemanticKey;
import io.adjourn.vendors.VendorTime;

/**
 * What makes an event the same fact when it comes again. Never {@code idempotency_key}: two subscriptions have two for the
 * same event. Nor what a bot's metadata says: it is read anew at each attempt.
 */
final class Identity {
    private Identity() {}

    static String of(Payload payload) {
        if (payload.isStep()) {
            return ofStep(payload);
        }
        return switch (payload.trigger()) {
            case CHAT, PRESENCE, SPEECH, LOG, LATER_TRANSCRIPTION -> ofThing(payload);
            case STATE_CHANGE, TRANSCRIPT, CALENDAR_EVENTS, CALENDAR_STATE, ZOOM_CONNECTION -> ofContent(payload);
            case null -> ofContent(payload);
        };
    }

    private static String ofStep(Payload payload) {
        VendorTime time = payload.time();
        return time == null
                ? ofContent(payload)
                : SemanticKey.of("step", payload.eventType(), payload.newState(), time.inOneRendering());
    }

    /** What has an id of its own, in one of its states. */
    private static String ofThing(Payload payload) {
        String id = payload.id();
        return id == null ? ofContent(payload) : SemanticKey.of("thing", id, payload.state(), payload.eventType());
    }

    /** Everything in it except what may differ in a repeated delivery. */
    static String ofContent(Payload payload) {
        return SemanticKey.of("content", payload.lasting());
    }
}
