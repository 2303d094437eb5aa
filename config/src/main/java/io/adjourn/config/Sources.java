package io.adjourn.config;

import io.adjourn.config.Source.Verification;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All configured sources, in the order of their names. Immutable. */
public record Sources(Map<String, Source> byName) {
    public static final Sources NONE = new Sources(Map.of());

    public Sources {
        byName = Collections.unmodifiableMap(new TreeMap<>(byName));
    }

    public Optional<Source> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public Collection<Source> all() {
        return byName.values();
    }

    /** Those that take deliveries from anybody: to be told loudly at each start. */
    public List<Source> unverified() {
        return all().stream()
                .filter(source -> source.verification() == Verification.NONE)
                .toList();
    }
}
