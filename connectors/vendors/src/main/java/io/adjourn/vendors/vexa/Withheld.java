package io.adjourn.vendors.vexa;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** What old builds of Vexa could put into a body and nobody should be shown: where it sends to, and by which secret. */
final class Withheld {
    private static final Set<String> FIELDS = Set.of("webhook_secret", "webhook_secrets", "webhook_url");

    private Withheld() {}

    /** The body without it, at any depth; the body itself is left as it is. */
    static JsonNode takenFrom(JsonNode body) {
        if (!isIn(body)) {
            return body;
        }
        JsonNode copy = body.deepCopy();
        takeFrom(copy);
        return copy;
    }

    private static boolean isIn(JsonNode node) {
        for (String field : FIELDS) {
            if (node.has(field)) {
                return true;
            }
        }
        for (JsonNode child : node) {
            if (isIn(child)) {
                return true;
            }
        }
        return false;
    }

    private static void takeFrom(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(FIELDS);
        }
        node.forEach(Withheld::takeFrom);
    }
}
