package io.adjourn.streams.completion;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * How much of a vendor's text a meeting's state takes, in bytes as it is stored; the events themselves are published whole.
 * Together with the limits on how many steps, ids, names and artifacts there are, a state stays below 256 KiB.
 */
final class Limits {
    private static final int WORD = 64;
    private static final int NAME = 100;
    private static final int REFERENCE = 256;
    private static final int MESSAGE = 2_000;
    private static final int ADDRESS = 2_000;
    private static final int ATTRIBUTES = 48 * 1024;

    private Limits() {}

    /** A vendor's word for a state or a reason. */
    static @Nullable String word(@Nullable String text) {
        return text == null ? null : cut(text, WORD);
    }

    /** A person's name. */
    static String name(String text) {
        return cut(text, NAME);
    }

    /** A vendor's id of something, or its name of a platform or format. */
    static @Nullable String reference(@Nullable String text) {
        return text == null ? null : cut(text, REFERENCE);
    }

    static @Nullable String message(@Nullable String text) {
        return text == null ? null : cut(text, MESSAGE);
    }

    /** Addresses lead somewhere whole or not at all. */
    static @Nullable String address(@Nullable String url) {
        return url == null || bytes(url) > ADDRESS ? null : url;
    }

    /** Attributes are JSON: whole or not at all. */
    static @Nullable String attributes(@Nullable String json) {
        return json == null || bytes(json) > ATTRIBUTES ? null : json;
    }

    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The text's beginning; never half a character. */
    private static String cut(String text, int limit) {
        // No character takes more than three bytes, but for those that are two characters here.
        if (text.length() * 3 <= limit || bytes(text) <= limit) {
            return text;
        }
        int size = 0;
        int end = 0;
        while (end < text.length()) {
            int character = text.codePointAt(end);
            size += bytes(Character.toString(character));
            if (size > limit) {
                break;
            }
            end += Character.charCount(character);
        }
        return text.substring(0, end);
    }
}
