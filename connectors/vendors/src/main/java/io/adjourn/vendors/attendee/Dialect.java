package io.adjourn.vendors.attendee;

/** The dialects that Attendee's payloads are in. */
enum Dialect {
    /** Changes of state alone, and nothing beside them. */
    A0,
    /** All others. */
    A1,
    /** Answers of its read API. */
    A_PULL;

    /** As it is called in events and metrics. */
    String id() {
        return this == A_PULL ? "A-pull" : name();
    }

    static Dialect of(Payload payload) {
        boolean documented = EventKind.of(payload) == EventKind.STATE_CHANGE
                && !payload.hasEventMetadata()
                && !payload.isOfAppSession();
        return documented ? A0 : A1;
    }
}
