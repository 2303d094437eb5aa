package io.adjourn.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.jspecify.annotations.Nullable;

/**
 * An answer.
 *
 * @param endpoint what was asked, by the name that counts have it
 * @param session the bot that was asked about; null where it was about none in particular
 */
public record ApiReply(String endpoint, @Nullable String session, int status, JsonNode body) {

    /** What was asked for. */
    public static ApiReply ok(String endpoint, @Nullable String session, JsonNode body) {
        return new ApiReply(endpoint, session, 200, body);
    }

    /** That and nothing else. */
    public static ApiReply refused(String endpoint, @Nullable String session, int status) {
        return new ApiReply(
                endpoint,
                session,
                status,
                JsonNodeFactory.instance.objectNode().put("error", "refused with " + status));
    }

    /** Of no endpoint that there is. */
    public static ApiReply unknown() {
        return refused("unknown", null, 404);
    }
}
