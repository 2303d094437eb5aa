package io.adjourn.sinks.json;

/** Texts as those who get them can take them: with U+FFFD in place of what they cannot. */
public final class Texts {
    private static final char REPLACEMENT = '\uFFFD';

    private Texts() {}

    /** Without halves of surrogate pairs, which no UTF-8 has; the same object where there are none. */
    public static String wellFormed(String text) {
        return replaced(text, false);
    }

    /** Without U+0000 either, which PostgreSQL refuses in any text. */
    public static String storable(String text) {
        return replaced(text, true);
    }

    private static String replaced(String text, boolean alsoNul) {
        StringBuilder replaced = null;
        for (int i = 0; i < text.length(); i++) {
            if ((alsoNul && text.charAt(i) == 0) || isHalf(text, i)) {
                replaced = replaced == null ? new StringBuilder(text) : replaced;
                replaced.setCharAt(i, REPLACEMENT);
            }
        }
        return replaced == null ? text : replaced.toString();
    }

    private static boolean isHalf(String text, int index) {
        char one = text.charAt(index);
        if (Character.isHighSurrogate(one)) {
            return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
        }
        return Character.isLowSurrogate(one) && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
    }
}
