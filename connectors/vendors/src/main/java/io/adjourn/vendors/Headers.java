package io.adjourn.vendors;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request's headers: names regardless of case, of a repeated one the first value. */
public final class Headers {
    public static final Headers NONE = new Headers(Map.of());

    private final Map<String, String> values;

    private Headers(Map<String, String> lowerCased) {
        this.values = lowerCased;
    }

    public static Headers of(Map<String, String> values) {
        Map<String, String> lowerCased = HashMap.newHashMap(values.size());
        values.forEach((name, value) -> lowerCased.put(name.toLowerCase(Locale.ROOT), value));
        return new Headers(lowerCased);
    }

    /** The value of the header, or null without one. */
    public @Nullable String get(String name) {
        return values.get(name.toLowerCase(Locale.ROOT));
    }

    public boolean has(String name) {
        return get(name) != null;
    }
}
