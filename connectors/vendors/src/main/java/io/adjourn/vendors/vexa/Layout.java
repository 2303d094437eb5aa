package io.adjourn.vendors.vexa;

import com.fasterxml.jackson.databind.JsonNode;

/** Where in a body the parts of an event are. */
enum Layout {
    /** V0: beside the event's name. */
    FLAT,
    /** V0: there is a meeting and nothing else, not even a name: what is sent once more when a run is over. */
    BARE,
    /** V1 and V2: below {@code data}. */
    ENVELOPE;

    static Layout of(JsonNode body) {
        if (body.hasNonNull("event_type")) {
            return body.path("data").isObject() ? ENVELOPE : FLAT;
        }
        boolean isMeeting = body.has("id") && body.has("native_meeting_id") && body.has("status");
        return isMeeting ? BARE : FLAT;
    }

    JsonNode meeting(JsonNode body) {
        return this == BARE ? body : part(body, "meeting");
    }

    JsonNode statusChange(JsonNode body) {
        return part(body, "status_change");
    }

    JsonNode recording(JsonNode body) {
        return part(body, "recording");
    }

    private JsonNode part(JsonNode body, String name) {
        return this == ENVELOPE ? body.path("data").path(name) : body.path(name);
    }
}
