package io.adjourn.vendors;

import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One thing in a delivery that its vendor is not known to send: a sign that the vendor has changed something. It never holds what a
 * customer or a participant wrote: a name or a word is kept only where it looks like one that a vendor's programmers chose.
 *
 * @param kind what is new
 * @param path where in the body, by known names only, such as {@code data.status.code}; ends in {@code *} for a field. There are
 *     only so many of them, so it may be a metric's tag
 * @param word the new name, word or type; null where it might be somebody's own text
 */
public record Novelty(Kind kind, String path, @Nullable String word) implements Comparable<Novelty> {
    private static final String ANY = "*";

    /** As a vendor names a field: {@code error_code}, {@code errorCode}. */
    private static final Pattern FIELD_NAME = Pattern.compile("[a-z][A-Za-z0-9_]{0,39}");

    /** As a vendor writes the words of an enum: no blanks, so no sentences, and no {@code @}, so no addresses. */
    private static final Pattern ENUM_WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_.:/-]{0,63}");

    private static final Comparator<Novelty> ORDER = Comparator.comparing(Novelty::path)
            .thenComparing(Novelty::kind)
            .thenComparing(Novelty::word, Comparator.nullsFirst(Comparator.naturalOrder()));

    /** What can be new. */
    public enum Kind {
        /** An event's name. */
        EVENT,
        /** A field's name. */
        FIELD,
        /** A word of a field that has a set of them. */
        VALUE,
        /** A field's JSON type. */
        TYPE,
        /** How a time is written. */
        TIME,
        /** The version that the vendor says its payloads have. */
        DIALECT;

        /** As people and metrics write it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** An event with a name that is not known. */
    public static Novelty event(String path, @Nullable String name) {
        return new Novelty(Kind.EVENT, path, enumWord(name));
    }

    /** A word that the field is not known to say. */
    public static Novelty value(String path, @Nullable String word) {
        return new Novelty(Kind.VALUE, path, enumWord(word));
    }

    /** A version that is not known. */
    public static Novelty dialect(String path, @Nullable String version) {
        return new Novelty(
                Kind.DIALECT, path, version != null && version.matches("[A-Za-z0-9.-]{1,20}") ? version : null);
    }

    /**
     * A field that is not known.
     *
     * @param prefix the path of its object, with a dot at the end; empty for the body itself
     * @param name its name; null where names in this object may be a customer's own
     */
    public static Novelty field(String prefix, @Nullable String name) {
        return new Novelty(
                Kind.FIELD,
                prefix + ANY,
                name != null && FIELD_NAME.matcher(name).matches() ? name : null);
    }

    /** A field with a value of a type that it is not known to have. */
    static Novelty type(String path, String type) {
        return new Novelty(Kind.TYPE, path, type);
    }

    /** A field with a time that cannot be read. */
    static Novelty time(String path) {
        return new Novelty(Kind.TIME, path, null);
    }

    private static @Nullable String enumWord(@Nullable String word) {
        return word != null && ENUM_WORD.matcher(word).matches() ? word : null;
    }

    /** Where it stands, with a new field's own name. */
    public String where() {
        return kind == Kind.FIELD && word != null ? path.substring(0, path.length() - ANY.length()) + word : path;
    }

    @Override
    public int compareTo(Novelty other) {
        return ORDER.compare(this, other);
    }
}
