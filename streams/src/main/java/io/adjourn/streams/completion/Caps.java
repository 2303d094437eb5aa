package io.adjourn.streams.completion;

import org.jspecify.annotations.Nullable;

/** How much of a vendor's text a meeting's state takes; the events themselves are published whole. */
final class Caps {
    private static final int WORD = 100;
    private static final int MESSAGE = 2_000;
    private static final int ATTRIBUTES = 48 * 1024;

    private Caps() {}

    static @Nullable String word(@Nullable String text) {
        return cut(text, WORD);
    }

    static @Nullable String message(@Nullable String text) {
        return cut(text, MESSAGE);
    }

    /** Attributes are JSON: whole or not at all. */
    static @Nullable String attributes(@Nullable String json) {
        return json == null || json.length() > ATTRIBUTES ? null : json;
    }

    private static @Nullable String cut(@Nullable String text, int length) {
        return text == null || text.length() <= length ? text : text.substring(0, length);
    }
}
