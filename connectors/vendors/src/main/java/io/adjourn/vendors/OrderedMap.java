package io.adjourn.vendors;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tables of a vendor's words that keep the order they are written in, which is the order of its page. */
public final class OrderedMap {
    private OrderedMap() {}

    /** The entries in their order; not to be changed. */
    @SafeVarargs
    public static <T> Map<String, T> of(Map.Entry<String, ? extends T>... entries) {
        var ordered = new LinkedHashMap<String, T>();
        for (var entry : entries) {
            ordered.put(entry.getKey(), entry.getValue());
        }
        return Collections.unmodifiableMap(ordered);
    }
}
