package io.adjourn.inspector.index;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.adjourn.contracts.MeetingKey;
import io.adjourn.inspector.Sha256;
import io.adjourn.inspector.view.Query;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that meetings are searched by: a code for what it is, and eight bytes of a hash of its text. Two texts may have one hash, so
 * whoever finds a meeting by a term looks at the meeting, too.
 */
record Term(byte code, long hash) {
    private static final byte ALL = 'a';
    private static final byte NAME = 'n';
    private static final byte NO_MEETING = 'x';
    private static final byte SOURCE = 's';
    private static final byte VENDOR = 'v';
    private static final byte OUTCOME = 'o';
    private static final byte END_REASON = 'r';
    private static final byte OPEN = 'w';
    private static final byte CLOSED = 'c';
    private static final byte MISSING = 'm';
    private static final byte OPEN_OF = 'W';

    /** A customer's metadata may be of any size; by more of its values nobody finds it. */
    private static final int MOST_ATTRIBUTES = 32;

    private static final Pattern SCHEME = Pattern.compile("^[a-z][a-z0-9+.-]*://");
    private static final Pattern DIGITS = Pattern.compile("[0-9 -]+");
    private static final ObjectMapper JSON = new ObjectMapper();

    static final Term EVERY_MEETING = new Term(ALL, 0);
    static final Term EVERYTHING_ELSE = new Term(NO_MEETING, 0);

    static Term openOf(String source) {
        return of(OPEN_OF, source);
    }

    byte[] prefix() {
        return ByteBuffer.allocate(1 + Long.BYTES).put(code).putLong(hash).array();
    }

    /** All that the meeting is found by. */
    static Set<Term> of(String key, StoredSummary summary) {
        var terms = new HashSet<Term>();
        if (!summary.meeting) {
            terms.add(EVERYTHING_ELSE);
            return terms;
        }
        terms.add(EVERY_MEETING);
        terms.add(of(SOURCE, summary.source));
        terms.add(of(VENDOR, summary.vendor));
        names(key, summary).forEach(name -> terms.add(of(NAME, name)));
        if (summary.outcome != null) {
            terms.add(of(OUTCOME, summary.outcome.name()));
        }
        if (summary.endReason != null) {
            terms.add(of(END_REASON, summary.endReason.name()));
        }
        terms.add(of(summary.isOpen() ? OPEN : CLOSED, ""));
        if (summary.isOpen()) {
            terms.add(openOf(summary.source));
        }
        summary.missing.forEach(kind -> terms.add(of(MISSING, kind.name())));
        return terms;
    }

    /** Whether both are found by the same, as those of one record key. */
    static boolean areSame(StoredSummary one, StoredSummary other) {
        return one.meeting == other.meeting
                && one.isOpen() == other.isOpen()
                && one.outcome == other.outcome
                && one.endReason == other.endReason
                && one.source.equals(other.source)
                && one.vendor.equals(other.vendor)
                && one.missing.equals(other.missing)
                && Objects.equals(one.nativeId, other.nativeId)
                && Objects.equals(one.url, other.url)
                && Objects.equals(one.attributes, other.attributes);
    }

    /** The terms that all meetings have that fit; at least one. */
    static List<Term> of(Query query) {
        var terms = new ArrayList<Term>();
        for (String name : texts(query)) {
            terms.add(of(NAME, name));
        }
        add(terms, SOURCE, query.source());
        add(terms, VENDOR, query.vendor());
        add(terms, OUTCOME, query.outcome() == null ? null : query.outcome().name());
        add(
                terms,
                END_REASON,
                query.endReason() == null ? null : query.endReason().name());
        add(terms, MISSING, query.missing() == null ? null : query.missing().name());
        if (query.open() != null) {
            terms.add(of(query.open() ? OPEN : CLOSED, ""));
        }
        if (terms.isEmpty()) {
            terms.add(EVERY_MEETING);
        }
        return terms;
    }

    /** Whether it fits: all that terms say only by their hash, and what they do not say. */
    static boolean fits(Query query, String key, StoredSummary summary) {
        return summary.meeting
                && fits(query.key(), key)
                && (query.any() == null || names(key, summary).contains(any(query.any())))
                && (query.session() == null
                        || text(query.session()).equals(text(MeetingKey.of(key).session())))
                && (query.nativeId() == null
                        || (summary.nativeId != null && text(query.nativeId()).equals(text(summary.nativeId))))
                && (query.url() == null
                        || (summary.url != null && url(query.url()).equals(url(summary.url))))
                && (query.attribute() == null || attributes(summary.attributes).contains(attribute(query.attribute())))
                && fits(query.source(), summary.source)
                && fits(query.vendor(), summary.vendor)
                && (query.outcome() == null || query.outcome() == summary.outcome)
                && (query.endReason() == null || query.endReason() == summary.endReason)
                && (query.open() == null || query.open() == summary.isOpen())
                && (query.missing() == null || summary.missing.contains(query.missing()))
                && (query.from() == null || summary.firstSeenAt >= Micros.of(query.from()))
                && (query.to() == null || summary.firstSeenAt < Micros.of(query.to()));
    }

    private static boolean fits(@Nullable String wanted, String is) {
        return wanted == null || wanted.equals(is);
    }

    private static List<String> texts(Query query) {
        var texts = new ArrayList<String>();
        if (query.key() != null) {
            texts.add(text(query.key()));
        }
        if (query.any() != null) {
            texts.add(any(query.any()));
        }
        if (query.session() != null) {
            texts.add(text(query.session()));
        }
        if (query.nativeId() != null) {
            texts.add(text(query.nativeId()));
        }
        if (query.url() != null) {
            texts.add(url(query.url()));
        }
        if (query.attribute() != null) {
            texts.add(attribute(query.attribute()));
        }
        return texts;
    }

    private static Set<String> names(String key, StoredSummary summary) {
        var names = new HashSet<String>();
        names.add(text(key));
        names.add(text(MeetingKey.of(key).session()));
        if (summary.nativeId != null) {
            names.add(text(summary.nativeId));
        }
        if (summary.url != null) {
            names.add(url(summary.url));
        }
        names.addAll(attributes(summary.attributes));
        return names;
    }

    /** Of each scalar its text, and its text behind its name. */
    private static Set<String> attributes(@Nullable String json) {
        var found = new HashSet<String>();
        if (json == null) {
            return found;
        }
        try {
            collect("", JSON.readTree(json), found);
        } catch (JsonProcessingException e) {
            // A customer's own text that is no JSON is found as it is.
            found.add(text(json));
        }
        return found;
    }

    private static void collect(String name, JsonNode node, Set<String> into) {
        if (into.size() >= 2 * MOST_ATTRIBUTES) {
            return;
        }
        if (node.isValueNode()) {
            if (!node.isNull()) {
                into.add(text(node.asText()));
                into.add(text(name + "=" + node.asText()));
            }
        } else if (node.isObject()) {
            node.properties().forEach(field -> collect(field.getKey(), field.getValue(), into));
        } else {
            node.forEach(element -> collect(name, element, into));
        }
    }

    /** As it is compared: what somebody types may be a link, or a number with blanks. */
    private static String any(String typed) {
        String text = text(typed);
        return SCHEME.matcher(text).find() ? url(text) : text;
    }

    private static String attribute(String typed) {
        return text(typed);
    }

    private static String text(String text) {
        String bare = text.strip().toLowerCase(Locale.ROOT);
        return DIGITS.matcher(bare).matches() ? bare.replaceAll("[ -]", "") : bare;
    }

    private static String url(String url) {
        String bare = SCHEME.matcher(url.strip().toLowerCase(Locale.ROOT)).replaceFirst("");
        int end = bare.length();
        for (char query : new char[] {'?', '#'}) {
            int at = bare.indexOf(query);
            end = at < 0 ? end : Math.min(end, at);
        }
        String path = bare.substring(0, end);
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static void add(List<Term> terms, byte code, @Nullable String text) {
        if (text != null) {
            terms.add(of(code, text));
        }
    }

    private static Term of(byte code, String text) {
        return new Term(code, ByteBuffer.wrap(Sha256.of(text.getBytes(UTF_8))).getLong());
    }
}
