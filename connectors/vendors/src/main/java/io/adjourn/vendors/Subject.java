package io.adjourn.vendors;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What a delivery is about. It decides the delivery's key, and so its partition; only a meeting opens a record. */
public sealed interface Subject {
    int MAX_ID_LENGTH = 256;

    /** One bot in one call, by the vendor's own id. */
    record Meeting(String session) implements Subject {}

    /** A connected calendar. */
    record Calendar(String id) implements Subject {}

    /** The account at the vendor as a whole. */
    record Account() implements Subject {}

    /** Nothing that could be identified. */
    record Unknown() implements Subject {}

    /** The meeting with that session id, or {@link Unknown} where it is none: absent, too long, unprintable or with a slash. */
    static Subject meeting(@Nullable String session) {
        return session != null && isId(session) ? new Meeting(session) : new Unknown();
    }

    /** The calendar with that id, or {@link Unknown} where it is none: absent, too long, unprintable or with a slash. */
    static Subject calendar(@Nullable String id) {
        return id != null && isId(id) ? new Calendar(id) : new Unknown();
    }

    /** The record key of a delivery about this, received by the source: {@code {source}/{session}} for a meeting. */
    default String key(String source, Body body) {
        return switch (this) {
            case Meeting(String session) -> source + "/" + session;
            case Calendar(String id) -> source + "/calendar/" + id;
            case Account() -> source + "/account";
            case Unknown() -> source + "/delivery/" + digest(body.bytes());
        };
    }

    private static boolean isId(String id) {
        if (id.isEmpty() || id.length() > MAX_ID_LENGTH) {
            return false;
        }
        int i = 0;
        while (i < id.length()) {
            int c = id.codePointAt(i);
            if (c <= ' ' || c == '/' || !isPrintable(c)) {
                return false;
            }
            i += Character.charCount(c);
        }
        return true;
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static String digest(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
