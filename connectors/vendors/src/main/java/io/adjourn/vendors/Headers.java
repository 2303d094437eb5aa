package io.adjourn.vendors;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request's headers: names regardless of case, of a repeated one the first value. */
public final class Headers {
    public static final Headers NONE = new Headers(_ -> null);

    private final Lookup firstValues;

    private Headers(Lookup firstValues) {
        this.firstValues = firstValues;
    }

    /** Finds the first value of a header by its name, regardless of case; null without one. */
    @FunctionalInterface
    public interface Lookup {
        @Nullable
        String firstValue(String name);
    }

    /** Those of a request that finds them itself; it is asked for each header that is wanted, and for no other. */
    public static Headers of(Lookup firstValues) {
        return new Headers(firstValues);
    }

    public static Headers of(Map<String, String> values) {
        Map<String, String> lowerCased = HashMap.newHashMap(values.size());
        values.forEach((name, value) -> lowerCased.put(name.toLowerCase(Locale.ROOT), value));
        return new Headers(name -> lowerCased.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The value of the header, or null without one. */
    public @Nullable String get(String name) {
        return firstValues.firstValue(name);
    }

    public boolean has(String name) {
        return get(name) != null;
    }
}
