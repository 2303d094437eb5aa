package io.adjourn.commands.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.adjourn.vendors.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value by which somebody is found, such as an address: in the customer's own metadata ({@code attributes}), at whatever depth, or
 * among the names of a record. Without regard to case, as addresses are.
 *
 * @param key of the top level of {@code attributes} that has it; null for any, and for names, too
 */
public record Value(@Nullable String key, String text) {

    /** Whether the metadata says it. */
    boolean isIn(@Nullable String attributes) {
        if (attributes == null || !(Json.read(attributes.getBytes(UTF_8)) instanceof Json.Value(JsonNode node))) {
            return false;
        }
        return isIn(key == null ? node : node.path(key));
    }

    private boolean isIn(JsonNode node) {
        if (node.isValueNode()) {
            return node.asText().equalsIgnoreCase(text);
        }
        for (JsonNode child : node) {
            if (isIn(child)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is one of the names. */
    boolean isAmong(List<String> names) {
        return key == null && names.stream().anyMatch(text::equalsIgnoreCase);
    }

    /** Whether it is the address of an account. */
    boolean isAddress(@Nullable String address) {
        return key == null && text.equalsIgnoreCase(address);
    }
}
