package io.adjourn.vendors;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The fields that a vendor's payloads are known to have and what is in them, so that what the vendor changes one day is noticed.
 * Thread-safe.
 *
 * <p>A field is written as a path of names, such as {@code data.status.code}; the elements of an array have the array's path.
 * A path that ends in {@code .**} holds whatever it holds: a customer's own data. After a blank the field's types may follow, such as
 * {@code data.created_at time} or {@code data.id text|number}: {@code text}, {@code number}, {@code flag}, {@code time} (a text
 * that can be read as one) and {@code list} (an array of any of these). A field may be null whatever its type, and without
 * types it has any.
 */
public final class KnownFields {
    private static final String ANYTHING = "**";

    /** More things at once than any release of a vendor brings: from here on names of fields are not kept. */
    private static final int MAX_NAMED = 50;

    /** What a field can be. */
    private enum Type {
        TEXT,
        NUMBER,
        FLAG,
        TIME,
        LIST
    }

    private final String path;
    private final Map<String, KnownFields> children = new HashMap<>();
    private final Set<Type> types = EnumSet.noneOf(Type.class);
    private boolean open;

    private KnownFields(String path) {
        this.path = path;
    }

    /** Those of the paths. */
    public static KnownFields of(String... paths) {
        var root = new KnownFields("");
        for (String path : paths) {
            root.add(path);
        }
        return root;
    }

    private void add(String declared) {
        String[] parts = declared.split(" ", 2);
        KnownFields field = this;
        for (String name : parts[0].split("\\.", -1)) {
            if (name.equals(ANYTHING)) {
                field.open = true;
            } else {
                field = field.child(name);
            }
        }
        if (parts.length > 1) {
            for (String type : parts[1].split("\\|", -1)) {
                field.types.add(Type.valueOf(type.toUpperCase(Locale.ROOT)));
            }
        }
    }

    private KnownFields child(String name) {
        return children.computeIfAbsent(name, _ -> new KnownFields(prefix() + name));
    }

    private String prefix() {
        return path.isEmpty() ? "" : path + ".";
    }

    /** What in the body is not known: fields, types, and times that cannot be read. */
    public Set<Novelty> unknownIn(JsonNode body) {
        var unknown = new TreeSet<Novelty>();
        collect(body, unknown);
        return unknown;
    }

    private void collect(JsonNode node, Set<Novelty> unknown) {
        if (open) {
            return;
        }
        switch (node.getNodeType()) {
            case OBJECT -> collectFields(node, unknown);
            case ARRAY -> collectElements(node, unknown);
            case STRING -> collectText(node.textValue(), unknown);
            case NUMBER -> expect(Type.NUMBER, "number", unknown);
            case BOOLEAN -> expect(Type.FLAG, "flag", unknown);
            case NULL, MISSING, BINARY, POJO -> {}
        }
    }

    private boolean isLeaf() {
        return children.isEmpty();
    }

    private void collectElements(JsonNode list, Set<Novelty> unknown) {
        if (types.contains(Type.LIST)) {
            for (JsonNode element : list) {
                if (element.isContainerNode()) {
                    unknown.add(Novelty.type(path, "list of " + (element.isArray() ? "lists" : "objects")));
                }
            }
        } else if (isLeaf() && !types.isEmpty()) {
            unknown.add(Novelty.type(path, "list"));
        } else {
            list.forEach(element -> collect(element, unknown));
        }
    }

    /** A new name is reported only beside one that is known: in an object of which none is, names may be anybody's. */
    private void collectFields(JsonNode node, Set<Novelty> unknown) {
        if (isLeaf() && !types.isEmpty()) {
            unknown.add(Novelty.type(path, "object"));
            return;
        }
        boolean isFamiliar = false;
        boolean hasNew = false;
        for (var field : node.properties()) {
            KnownFields child = children.get(field.getKey());
            if (child == null) {
                hasNew = true;
            } else {
                isFamiliar = true;
                child.collect(field.getValue(), unknown);
            }
        }
        if (hasNew) {
            for (var field : node.properties()) {
                if (!children.containsKey(field.getKey())) {
                    boolean named = isFamiliar && unknown.size() < MAX_NAMED;
                    unknown.add(Novelty.field(prefix(), named ? field.getKey() : null));
                }
            }
        }
    }

    private void collectText(String text, Set<Novelty> unknown) {
        if (types.contains(Type.TIME)) {
            if (!VendorTime.isReadable(text)) {
                unknown.add(Novelty.time(path));
            }
        } else {
            expect(Type.TEXT, "text", unknown);
        }
    }

    /** Of the type, where types are known at all; an object's fields have known ones, too. */
    private void expect(Type type, String name, Set<Novelty> unknown) {
        boolean hasTypes = !types.isEmpty() || !isLeaf();
        if (hasTypes && !types.contains(type)) {
            unknown.add(Novelty.type(path, name));
        }
    }
}
