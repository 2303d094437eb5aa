package io.adjourn.vendors;

import org.jspecify.annotations.Nullable;

/** Joins what identifies a fact into one text: the same parts, the same text; other parts, another text. */
public final class SemanticKey {
    private SemanticKey() {}

    /**
     * The parts in one text. Each is preceded by its length, so that no content can look like two parts.
     *
     * @param parts what distinguishes the vendor's facts, in a fixed order; null for what this one lacks
     */
    public static String of(@Nullable String... parts) {
        var key = new StringBuilder();
        for (String part : parts) {
            if (part == null) {
                key.append('-');
            } else {
                key.append(part.length()).append(':').append(part);
            }
            key.append(',');
        }
        return key.toString();
    }
}
