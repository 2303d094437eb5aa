package io.adjourn.vendors.meetingbaasv1;

import java.util.Locale;

/** The names that Meeting BaaS's payloads are called by. */
enum Dialect {
    /** Those of the documentation's examples and handlers, which deliveries carry. */
    WIRE,
    /** Those of its list of events, without a body in the documentation. */
    DOTTED,
    /** None: answers of its read API. */
    PULL;

    static Dialect of(Payload payload) {
        String event = payload.event();
        return event != null && Vocabulary.DOTTED.contains(event) ? DOTTED : WIRE;
    }

    /** As it is called in events and metrics. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
