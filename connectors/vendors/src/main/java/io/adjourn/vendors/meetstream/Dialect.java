package io.adjourn.vendors.meetstream;

/** The dialects that MeetStream's payloads are in. */
enum Dialect {
    /** Without a name. */
    M0,
    /** As documented. */
    M1,
    /** With what came later. */
    M2,
    /** Answers of its read API. */
    M_PULL;

    /** As it is called in events and metrics. */
    String id() {
        return this == M_PULL ? "M-pull" : name();
    }

    static Dialect of(Payload payload) {
        String event = payload.event();
        if (payload.botEvent() != null) {
            return M2;
        }
        if (event != null) {
            return Vocabulary.isDocumented(event) ? M1 : M2;
        }
        return EventKind.nameOf(payload) == null && payload.isSpeech() ? M2 : M0;
    }
}
