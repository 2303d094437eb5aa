package io.adjourn.inspector.page;

import io.adjourn.inspector.view.Query;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.Outcome;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the fields of the search, as it was written. Fields that are empty say nothing.
 *
 * @param fields by their names in an address; all that there are
 */
record SearchForm(Map<String, String> fields) {
    /** Longer than any key, link or value of an attribute that one looks for. */
    static final int LONGEST = 2_000;

    private static final List<String> NAMES = List.of(
            "q",
            "session",
            "native",
            "url",
            "attribute",
            "source",
            "vendor",
            "outcome",
            "reason",
            "open",
            "missing",
            "from",
            "to");

    SearchForm {
        fields = Map.copyOf(fields);
    }

    /** A field says what cannot be looked for. The message names it in one line. */
    static final class BadFieldException extends RuntimeException {
        private static final long serialVersionUID = 1;

        BadFieldException(String message) {
            super(message);
        }

        BadFieldException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * As an address has them.
     *
     * @param parameters those of the address; others than the search's are passed over
     * @throws BadFieldException if one of them is too long
     */
    static SearchForm of(Map<String, String> parameters) {
        var fields = new LinkedHashMap<String, String>();
        for (String name : NAMES) {
            String value = parameters.getOrDefault(name, "").strip();
            if (value.length() > LONGEST) {
                throw new BadFieldException("The field '" + name + "' has " + value.length()
                        + " characters; nothing is found by more than " + LONGEST + ".");
            }
            fields.put(name, value);
        }
        return new SearchForm(fields);
    }

    /**
     * What they ask for.
     *
     * @throws BadFieldException if a field cannot be read
     */
    Query query() {
        return new Query(
                text("q"),
                null,
                text("session"),
                text("native"),
                text("url"),
                text("attribute"),
                text("source"),
                text("vendor"),
                symbol("outcome", Outcome.class),
                symbol("reason", EndReason.class),
                time("from"),
                time("to"),
                open(),
                symbol("missing", ArtifactKind.class));
    }

    String field(String name) {
        return fields.getOrDefault(name, "");
    }

    /** Whether nothing is asked for. */
    boolean isEmpty() {
        return fields.values().stream().allMatch(String::isEmpty);
    }

    /** Whether something else than the one field for everything is asked for. */
    boolean hasFilters() {
        return fields.entrySet().stream()
                .anyMatch(field ->
                        !field.getKey().equals("q") && !field.getValue().isEmpty());
    }

    /** The fields and the cursor of a page of results, as an address. */
    String address(@Nullable String cursor) {
        var all = new LinkedHashMap<String, @Nullable String>();
        NAMES.forEach(name -> all.put(name, field(name)));
        all.put("cursor", cursor);
        return Paths.search(all);
    }

    private @Nullable String text(String name) {
        String value = field(name);
        return value.isEmpty() ? null : value;
    }

    private <E extends Enum<E>> @Nullable E symbol(String name, Class<E> type) {
        String value = field(name);
        if (value.isEmpty()) {
            return null;
        }
        var known = new ArrayList<String>();
        for (E symbol : type.getEnumConstants()) {
            if (symbol.name().equals(value.toUpperCase(Locale.ROOT))) {
                return symbol;
            }
            known.add(symbol.name());
        }
        throw new BadFieldException("The field '" + name + "' is none of " + String.join(", ", known) + ".");
    }

    private @Nullable Boolean open() {
        return switch (field("open")) {
            case "" -> null;
            case "yes" -> true;
            case "no" -> false;
            default -> throw new BadFieldException("The field 'open' is neither yes nor no.");
        };
    }

    /** A day, or a time with or without a zone: without one, UTC is meant. */
    private @Nullable Instant time(String name) {
        String value = field(name);
        if (value.isEmpty()) {
            return null;
        }
        try {
            if (!value.contains("T")) {
                return LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            return value.endsWith("Z")
                    ? Instant.parse(value)
                    : LocalDateTime.parse(value).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw new BadFieldException(
                    "The field '" + name + "' is no time: write 2026-11-30 or 2026-11-30T14:05, in UTC.", e);
        }
    }
}
