package io.adjourn.inspector.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.adjourn.vendors.Body;
import io.adjourn.vendors.Json;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A body for those who may not see what is in it: its structure, numbers, times, ids, and the words of fields in which vendors have words
 * of their own. All other text is hidden, because it may be anybody's.
 */
final class BodyMask {
    /** Fields of vendors in which no person's text stands. */
    private static final Set<String> VENDORS_OWN = Set.of(
            "event",
            "event_type",
            "type",
            "status",
            "state",
            "code",
            "reason",
            "bot_status",
            "new_state",
            "old_state",
            "trigger",
            "platform",
            "version",
            "event_version",
            "sub_code",
            "error_code",
            "mode");

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");
    private static final Pattern ID = Pattern.compile("[0-9]{1,32}|(?i)[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\d([T ][0-9:.]{5,18}(Z|[+-][0-9:]{4,6})?)?");
    private static final ObjectMapper JSON = new ObjectMapper();

    private BodyMask() {}

    static String masked(byte[] body) {
        try {
            return new Body(body).json() instanceof Json.Value(JsonNode node)
                    ? JSON.writerWithDefaultPrettyPrinter().writeValueAsString(masked("", node))
                    : Personal.HIDDEN + " (" + body.length + " bytes that are not JSON)";
        } catch (JsonProcessingException e) {
            return Personal.HIDDEN + " (" + body.length + " bytes)";
        }
    }

    static String whole(byte[] body) {
        return new String(body, UTF_8);
    }

    private static JsonNode masked(String name, JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode copy = JSON.createObjectNode();
                object.properties()
                        .forEach(field -> copy.set(name(field.getKey()), masked(field.getKey(), field.getValue())));
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = JSON.createArrayNode();
                array.forEach(element -> copy.add(masked(name, element)));
                yield copy;
            }
            case TextNode text -> isHarmless(name, text.textValue()) ? text : new TextNode(Personal.HIDDEN);
            default -> node;
        };
    }

    /** Names are a customer's own in maps of theirs. */
    private static String name(String name) {
        return name.matches("[A-Za-z][A-Za-z0-9_.-]{0,63}") ? name : Personal.HIDDEN;
    }

    private static boolean isHarmless(String name, String text) {
        return text.isEmpty()
                || ID.matcher(text).matches()
                || TIME.matcher(text).matches()
                || (VENDORS_OWN.contains(name.toLowerCase(Locale.ROOT))
                        && WORD.matcher(text).matches());
    }
}
