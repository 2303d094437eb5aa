package io.adjourn.vendors;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The fields that a vendor's payloads are known to have, so that those it adds one day are noticed. Thread-safe.
 *
 * <p>A field is written as a path of names, such as {@code data.status.code}; the elements of an array have the array's path.
 * A path that ends in {@code .**} holds whatever it holds: a customer's own data.
 */
public final class KnownFields {
    private static final String ANYTHING = "**";
    private static final String UNKNOWN = "*";

    private final String prefix;
    private final Map<String, KnownFields> children = new HashMap<>();
    private boolean open;

    /** @param prefix what the paths of the fields in here begin with */
    private KnownFields(String prefix) {
        this.prefix = prefix;
    }

    public static KnownFields of(String... paths) {
        var root = new KnownFields("");
        for (String path : paths) {
            root.add(path);
        }
        return root;
    }

    private void add(String path) {
        KnownFields fields = this;
        for (String name : path.split("\\.", -1)) {
            if (name.equals(ANYTHING)) {
                fields.open = true;
            } else {
                fields = fields.child(name);
            }
        }
    }

    private KnownFields child(String name) {
        return children.computeIfAbsent(name, any -> new KnownFields(prefix + name + "."));
    }

    /**
     * Where the body has fields that are not known: {@code *} or, below another, {@code data.*}. Never a name from the body,
     * of which there is no end.
     */
    public Set<String> unknownIn(JsonNode body) {
        var unknown = new TreeSet<String>();
        collect(body, unknown);
        return unknown;
    }

    private void collect(JsonNode node, Set<String> unknown) {
        if (open) {
            return;
        }
        if (node.isArray()) {
            node.forEach(element -> collect(element, unknown));
        } else if (node.isObject()) {
            for (var field : node.properties()) {
                KnownFields child = children.get(field.getKey());
                if (child == null) {
                    unknown.add(prefix + UNKNOWN);
                } else {
                    child.collect(field.getValue(), unknown);
                }
            }
        }
    }
}
