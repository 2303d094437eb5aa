package io.adjourn.vendors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/**
 * What some vendors' bodies hold and nobody downstream may see, whatever the vendor: secrets, keys to streams, who may read what.
 * It is taken out of whatever repeats a body as it came; the raw topic alone has all of it.
 */
public final class RedactedFields {
    private static final Set<String> FIELDS = Set.of(
            // Where a vendor sends to, and by which secret.
            "webhook_secret",
            "webhook_secrets",
            "webhook_url",
            "callback_secret",
            // Who may read a meeting, and the proof they do it with.
            "share_grants",
            "secret_hash",
            "allowed_emails",
            "transcript_viewers",
            // Anyone who has these can broadcast in the customer's name.
            "rtmp_destination_url",
            "rtmp_url",
            "stream_key",
            // The account's own address, and what its machines are.
            "user_email",
            "create_pod_result",
            "infrastructure_information");

    private RedactedFields() {}

    /** The value without it, at any depth; the value itself is left as it is. */
    public static JsonNode takenFrom(JsonNode value) {
        if (!isIn(value)) {
            return value;
        }
        JsonNode copy = value.deepCopy();
        takeFrom(copy);
        return copy;
    }

    private static boolean isIn(JsonNode node) {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                if (FIELDS.contains(field.getKey()) || isIn(field.getValue())) {
                    return true;
                }
            }
            return false;
        }
        for (JsonNode element : node) {
            if (isIn(element)) {
                return true;
            }
        }
        return false;
    }

    private static void takeFrom(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(FIELDS);
        }
        node.forEach(RedactedFields::takeFrom);
    }
}
