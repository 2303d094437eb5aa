package io.adjourn.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Locale;

/** Bodies of a mebibyte that cost their reader more than others of that length. */
public enum HostileBody {
    /** Numbers that take many digits to tell from their neighbours. */
    FLOATS,
    /** Nothing but depth. */
    DEPTH,
    /** An object of many keys, in no order, all beginning alike. */
    KEYS,
    /** Text of which each character is an escape. */
    ESCAPES;

    static final int BYTES = 1024 * 1024;

    byte[] bytes() {
        var text = new StringBuilder(BYTES);
        switch (this) {
            case FLOATS -> {
                text.append("{\"a\":[1.5");
                for (int i = 0; text.length() < BYTES - 32; i++) {
                    text.append(",-").append(Double.MIN_NORMAL * (1 + i % 977));
                }
                text.append("]}");
            }
            case DEPTH -> text.append("[".repeat(BYTES / 2)).append("]".repeat(BYTES / 2));
            case KEYS -> {
                text.append("{\"k\":0");
                for (int i = 0; text.length() < BYTES - 40; i++) {
                    text.append(",\"key-of-a-stranger-")
                            .append(Integer.toHexString(i * 0x9E3779B9))
                            .append("\":0");
                }
                text.append('}');
            }
            case ESCAPES ->
                text.append("{\"a\":\"")
                        .append("\\ud834\\udd1e".repeat(BYTES / 12 - 1))
                        .append("\"}");
        }
        text.append(" ".repeat(BYTES - text.length()));
        return text.toString().getBytes(US_ASCII);
    }

    /** In a word, for headings. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
