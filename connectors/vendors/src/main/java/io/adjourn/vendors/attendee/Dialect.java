package io.adjourn.vendors.attendee;

/** The dialects that Attendee's payloads are in. */
enum Dialect {
    /** Changes of state alone, and nothing beside them. */
    A0,
    /** All others. */
    A1;

    static Dialect of(Payload payload) {
        boolean documented = EventKind.of(payload) == EventKind.STATE_CHANGE
                && !payload.hasEventMetadata()
                && !payload.isOfAppSession();
        return documented ? A0 : A1;
    }
}
