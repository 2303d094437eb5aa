package io.adjourn.vendors.meetingbaasv2;

import com.fasterxml.jackson.databind.JsonNode;
import io.adjourn.vendors.meetingbaasv2.Meaning.Unknown;
import java.util.Set;
import java.util.stream.Stream;

/** The shapes that the payloads have; for most events all three are the same, and are called by the first. */
enum Dialect {
    /** The documented one. */
    R1,
    /** The newer reference: people are objects, and there are more events. */
    R2,
    /** The guide: some fields have other names, and {@code extra} is inside the data. */
    G;

    private static final Set<String> OF_THE_GUIDE =
            Set.of("extra", "mp4", "chat_messages", "platform", "calendar_name", "error", "events_synced", "sync_type");

    static Dialect of(Payload payload) {
        if (isOfTheGuide(payload)) {
            return G;
        }
        return isNewer(payload) ? R2 : R1;
    }

    private static boolean isOfTheGuide(Payload payload) {
        return Names.CONNECTION_ERROR.equals(payload.event())
                || payload.body().has("sent_at")
                || OF_THE_GUIDE.stream().anyMatch(payload.data()::has)
                || Payload.instances(payload.data()).stream().anyMatch(instance -> instance.has("start_time"));
    }

    private static boolean isNewer(Payload payload) {
        return Names.CHAT_MESSAGE.equals(payload.event())
                || payload.meaning() instanceof Unknown
                || Stream.of("participants", "speakers")
                        .flatMap(people -> payload.data().path(people).valueStream())
                        .anyMatch(JsonNode::isObject);
    }
}
