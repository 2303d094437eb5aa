package io.adjourn.vendors.meetingbaasv2;

import com.fasterxml.jackson.databind.JsonNode;
import io.adjourn.vendors.meetingbaasv2.EventKind.Unrecognized;
import java.util.Set;

/** The shapes that the payloads have; for most events all three are the same, and are called by the first. */
enum Dialect {
    /** The documented one. */
    R1,
    /** The newer reference: people are objects, and there are more events. */
    R2,
    /** The guide: some fields have other names, and {@code extra} is inside the data. */
    G,
    /** Answers of the read API. */
    R_PULL;

    /** As it is called in events and metrics. */
    String id() {
        return this == R_PULL ? "R-pull" : name();
    }

    private static final Set<String> OF_THE_GUIDE =
            Set.of("extra", "mp4", "chat_messages", "platform", "calendar_name", "error", "events_synced", "sync_type");

    static Dialect of(Payload payload) {
        if (isOfTheGuide(payload)) {
            return G;
        }
        return isNewer(payload) ? R2 : R1;
    }

    private static boolean isOfTheGuide(Payload payload) {
        return Vocabulary.CONNECTION_ERROR.equals(payload.event())
                || payload.body().has("sent_at")
                || hasAnyOf(OF_THE_GUIDE, payload.data())
                || Payload.instances(payload.data()).stream().anyMatch(instance -> instance.has("start_time"));
    }

    private static boolean isNewer(Payload payload) {
        return Vocabulary.CHAT_MESSAGE.equals(payload.event())
                || EventKind.of(payload) instanceof Unrecognized
                || hasAnObject(payload.data().path("participants"))
                || hasAnObject(payload.data().path("speakers"));
    }

    private static boolean hasAnyOf(Set<String> fields, JsonNode node) {
        for (String field : fields) {
            if (node.has(field)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasAnObject(JsonNode array) {
        for (JsonNode element : array) {
            if (element.isObject()) {
                return true;
            }
        }
        return false;
    }
}
