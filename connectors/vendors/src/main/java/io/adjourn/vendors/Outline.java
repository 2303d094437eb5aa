package io.adjourn.vendors;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads all of a JSON text and keeps little of it: see {@link Json#outline}. What it refuses, the whole reading refuses too. */
final class Outline {
    /** Of the objects that are kept; the outermost is 1. */
    static final int MAX_DEPTH = 4;

    /** Of the texts that are kept; in place of a longer one there is an empty one. */
    private static final int MAX_TEXT = 1_024;

    private Outline() {}

    static @Nullable JsonNode of(JsonParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        return first == null ? null : value(parser, first, 1);
    }

    private static JsonNode value(JsonParser parser, JsonToken token, int depth) throws IOException {
        return switch (token) {
            case START_OBJECT -> object(parser, depth);
            case START_ARRAY -> {
                for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                    value(parser, next, MAX_DEPTH + 1);
                }
                yield JsonNodeFactory.instance.arrayNode();
            }
            case VALUE_STRING ->
                parser.getTextLength() > MAX_TEXT ? TextNode.valueOf("") : TextNode.valueOf(parser.getText());
            default -> Json.Reader.scalar(parser);
        };
    }

    private static ObjectNode object(JsonParser parser, int depth) throws IOException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        Set<String> keys = new HashSet<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            if (!keys.add(key)) {
                throw MismatchedInputException.from(parser, JsonNode.class, "a repeated key");
            }
            JsonNode value = value(parser, parser.nextToken(), depth + 1);
            if (depth <= MAX_DEPTH) {
                object.set(key, value);
            }
        }
        return object;
    }
}
