package io.adjourn.simulator.attendee;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a JSON object, in the order in which they are sent. */
final class Fields {
    private final Map<String, Object> map = new LinkedHashMap<>();

    static Fields of(String name, @Nullable Object value) {
        return new Fields().and(name, value);
    }

    Fields and(String name, @Nullable Object value) {
        map.put(name, value);
        return this;
    }

    Map<String, Object> map() {
        return Collections.unmodifiableMap(map);
    }
}
