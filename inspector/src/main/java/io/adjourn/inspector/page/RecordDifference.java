package io.adjourn.inspector.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.adjourn.vendors.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Two revisions of a record, field by field: lists of artifacts by their kind, other lists by position.
 *
 * @param fields in the order of the records; those that are the same in both, too
 */
record RecordDifference(List<Field> fields) {

    /**
     * @param name such as {@code outcome} or {@code artifacts.TRANSCRIPT.status}
     * @param before null where it is not there, or is null
     */
    record Field(
            String name, @Nullable String before, @Nullable String after) {
        boolean changed() {
            return !Objects.equals(before, after);
        }
    }

    RecordDifference {
        fields = List.copyOf(fields);
    }

    /** Of two records as JSON. One that is no JSON object has no fields. */
    static RecordDifference of(String before, String after) {
        var old = leaves(before);
        var fresh = leaves(after);
        var names = new LinkedHashMap<String, Boolean>();
        old.keySet().forEach(name -> names.put(name, true));
        fresh.keySet().forEach(name -> names.put(name, true));
        return new RecordDifference(names.keySet().stream()
                .map(name -> new Field(name, old.get(name), fresh.get(name)))
                .filter(field -> field.before() != null || field.after() != null)
                .toList());
    }

    private static Map<String, String> leaves(String json) {
        var leaves = new LinkedHashMap<String, String>();
        if (Json.read(json.getBytes(StandardCharsets.UTF_8)) instanceof Json.Value(JsonNode node) && node.isObject()) {
            collect("", node, leaves);
        }
        return leaves;
    }

    private static void collect(String path, JsonNode node, Map<String, String> leaves) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> collect(
                            path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), leaves));
        } else if (node.isArray() && !node.isEmpty() && node.get(0).isObject()) {
            var taken = new ArrayList<String>();
            for (int index = 0; index < node.size(); index++) {
                String name = named(node.get(index), index);
                String unique = taken.contains(name) ? name + "#" + (index + 1) : name;
                taken.add(unique);
                collect(path + "." + unique, node.get(index), leaves);
            }
        } else if (node.isArray()) {
            var items = new ArrayList<String>();
            node.forEach(item -> items.add(item.asText()));
            leaves.put(path, items.isEmpty() ? "none" : String.join(", ", items));
        } else if (!node.isNull()) {
            leaves.put(path, node.asText());
        }
    }

    /** What an element of a list is called: an artifact by its kind, all else by its place. */
    private static String named(JsonNode element, int index) {
        JsonNode kind = element.path("kind");
        return element.has("status") && kind.isTextual() ? kind.asText() : Integer.toString(index + 1);
    }
}
