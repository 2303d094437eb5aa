package io.adjourn.vendors.attendee;

/** What kind of event it is, by its trigger. */
enum EventKind {
    STATE_CHANGE,
    TRANSCRIPT,
    CHAT,
    PRESENCE,
    SPEECH,
    LOG,
    LATER_TRANSCRIPTION,
    CALENDAR_EVENTS,
    CALENDAR_STATE,
    ZOOM_CONNECTION,
    /** Nothing that is known yet, or nothing at all. */
    UNRECOGNIZED;

    static EventKind of(Payload payload) {
        String trigger = payload.trigger();
        return trigger == null ? UNRECOGNIZED : Vocabulary.EVENTS.getOrDefault(trigger, UNRECOGNIZED);
    }

    /** Whether it tells of a step: by its name, or, where that is not known, by a state that is. */
    static boolean isStep(Payload payload) {
        String state = payload.newState();
        return switch (of(payload)) {
            case STATE_CHANGE -> true;
            case UNRECOGNIZED -> state != null && Vocabulary.isKnownState(state);
            default -> false;
        };
    }
}
