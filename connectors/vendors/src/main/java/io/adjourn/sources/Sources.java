package io.adjourn.sources;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** All configured sources. Immutable. */
public record Sources(Map<String, Source> byName) {
    public static final Sources NONE = new Sources(Map.of());

    public Sources {
        byName = Map.copyOf(byName);
    }

    public Optional<Source> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public Collection<Source> all() {
        return byName.values();
    }
}
