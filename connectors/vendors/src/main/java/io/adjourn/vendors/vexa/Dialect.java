package io.adjourn.vendors.vexa;

/** The dialects that Vexa's payloads are in. */
enum Dialect {
    /** Without an envelope. */
    V0,
    /** In an envelope. */
    V1,
    /** The same, with what came later. */
    V2,
    /** Answers of its read API. */
    V_PULL;

    /** As it is called in events and metrics. */
    String id() {
        return this == V_PULL ? "V-pull" : name();
    }

    private static final String OF_NEWEST_NAMES = ".ready";

    static Dialect of(Payload payload) {
        if (payload.layout() != Layout.ENVELOPE) {
            return V0;
        }
        String name = payload.name();
        return payload.hasNewestFields() || (name != null && name.endsWith(OF_NEWEST_NAMES)) ? V2 : V1;
    }
}
