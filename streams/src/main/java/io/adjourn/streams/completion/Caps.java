package io.adjourn.streams.completion;

import org.jspecify.annotations.Nullable;

/** How much of a vendor's text a meeting's state takes; the events themselves are published whole. */
final class Caps {
    /** A word or a name, in characters. */
    static final int WORD = 100;

    private static final int MESSAGE = 2_000;
    private static final int ATTRIBUTES = 48 * 1024;

    private Caps() {}

    static @Nullable String word(@Nullable String text) {
        return text == null ? null : cut(text, WORD);
    }

    static @Nullable String message(@Nullable String text) {
        return text == null ? null : cut(text, MESSAGE);
    }

    /** Attributes are JSON: whole or not at all. */
    static @Nullable String attributes(@Nullable String json) {
        return json == null || json.length() > ATTRIBUTES ? null : json;
    }

    /** The text's beginning; never half a character. */
    static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }
}
