package io.adjourn.streams.completion;

import io.adjourn.vendors.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of the customer's own metadata ({@code attributes}) stays once a meeting's data is deleted.
 *
 * @param all whether all of it
 * @param keys of its top level that stay, where not all does
 */
public record KeptAttributes(boolean all, Set<String> keys) {
    public static final KeptAttributes ALL = new KeptAttributes(true, Set.of());
    public static final KeptAttributes NONE = new KeptAttributes(false, Set.of());

    public KeptAttributes {
        keys = Set.copyOf(keys);
    }

    /** Only these, by their names. */
    public static KeptAttributes only(List<String> keys) {
        return new KeptAttributes(false, new LinkedHashSet<>(keys));
    }

    /** After an erasure, which an operator asks for on behalf of a person: only what was named stays. */
    KeptAttributes afterErasure() {
        return all ? NONE : this;
    }

    /** What stays of them, as JSON; null where nothing does. */
    public @Nullable String of(@Nullable String attributes) {
        return all || attributes == null ? attributes : Json.only(keys, attributes);
    }
}
