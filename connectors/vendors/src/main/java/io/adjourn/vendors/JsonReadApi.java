package io.adjourn.vendors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.adjourn.meetings.v1.RejectReason;
import io.adjourn.vendors.Event.EventTime;
import io.adjourn.vendors.Event.Link;
import io.adjourn.vendors.Normalization.Events;
import io.adjourn.vendors.Normalization.Ignored;
import io.adjourn.vendors.Normalization.Rejected;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A read API whose answers are JSON objects: what is the same for all of these.
 *
 * <p>An answer is put into the bodies that the vendor's webhooks would have had, and those are read as webhooks are. So both
 * have the same semantic keys, and what is learned of the one holds for the other.
 */
public abstract class JsonReadApi implements ReadApi {
    /** For clocks that differ: an answer that tells of anything later than this after it was read has no clock to go by. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private static final int MAX_CURSOR_LENGTH = 2_000;

    /** Ids as vendors give them out; nothing else goes into a path. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._~-]{0,255}");

    private final URI baseUrl;
    private final ApiKeyHeader key;
    private final String dialect;

    /** One that is asked there, with a key in that header, and whose answers are in that dialect. */
    protected JsonReadApi(String baseUrl, ApiKeyHeader key, String dialect) {
        this.baseUrl = URI.create(baseUrl);
        this.key = key;
        this.dialect = dialect;
    }

    @Override
    public final URI baseUrl() {
        return baseUrl;
    }

    @Override
    public final ApiKeyHeader key() {
        return key;
    }

    @Override
    public final Normalization normalize(String endpoint, String session, Delivery answer) {
        return Normalization.ofObject(answer.body(), body -> facts(endpoint, session, body, answer));
    }

    /** The facts in an answer about that bot. */
    protected abstract Normalization facts(String endpoint, String session, JsonNode body, Delivery answer);

    /** Facts read from an answer: none where there is nothing to report yet, and none at all if even one lies in the future. */
    protected final Normalization told(List<Event> events, Collection<Novelty> novelties, Delivery answer) {
        if (events.isEmpty()) {
            return new Ignored("an answer of the read API that tells of nothing yet");
        }
        if (events.size() > Normalization.MAX_EVENTS) {
            return Normalization.tooManyEvents();
        }
        Instant latest = answer.receivedAt().plus(AHEAD);
        for (Event event : events) {
            EventTime time = event.said().time();
            if (time.at().isAfter(latest) || time.unusable() != null) {
                return new Rejected(
                        RejectReason.BAD_VALUE,
                        "an answer of the read API with a time that cannot be read, or is later than the answer");
            }
        }
        return new Events(dialect, events, Set.copyOf(novelties));
    }

    /** What an answer is that names another bot than the one that was asked for, or none. */
    protected static Rejected ofAnother(@Nullable String named) {
        return named == null
                ? new Rejected(RejectReason.NOT_RECOGNIZED, "an answer of the read API that names no bot")
                : new Rejected(
                        RejectReason.KEY_MISMATCH, "an answer of the read API about another bot than was asked for");
    }

    /** Whether a session can be asked for: whether it is an id as vendors give them out. */
    protected static boolean isId(String session) {
        return ID.matcher(session).matches();
    }

    /** A value as a part of a query. */
    protected static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** A body that is a JSON object; null where it is none. */
    protected static @Nullable JsonNode object(byte[] body) {
        return Json.read(body) instanceof Json.Value(var node) && node.isObject() ? node : null;
    }

    /** The cursor of the page after this one; null where there is none, this one's own, or one that no vendor would write. */
    protected static @Nullable String further(@Nullable String cursor, @Nullable String next) {
        return next == null || next.isBlank() || next.length() > MAX_CURSOR_LENGTH || next.equals(cursor) ? null : next;
    }

    /** The value of a field in the query of a URL; null without one. */
    protected static @Nullable String inQuery(String url, String name) {
        int start = url.indexOf('?');
        if (start < 0) {
            return null;
        }
        for (String field : url.substring(start + 1).split("&", -1)) {
            if (field.startsWith(name + "=")) {
                return decoded(field.substring(name.length() + 1));
            }
        }
        return null;
    }

    private static @Nullable String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The first of the fields that has a text. */
    protected static @Nullable String text(JsonNode object, String... fields) {
        for (String field : fields) {
            String text = object.path(field).textValue();
            if (text != null && !text.isEmpty()) {
                return text;
            }
        }
        return null;
    }

    /** The instant in a time; null where there is none, or none that can be. */
    protected static @Nullable Instant instant(JsonNode value) {
        VendorTime time = VendorTime.of(value);
        return time == null ? null : time.instant();
    }

    /** A fresh link; empty where the text is none that can be followed. */
    protected static Optional<Link> link(@Nullable String url, @Nullable Instant expiresAt) {
        return url != null && (url.startsWith("https://") || url.startsWith("http://"))
                ? Optional.of(new Link(url, expiresAt))
                : Optional.empty();
    }

    /** An object to be filled. */
    protected static ObjectNode json() {
        return JsonNodeFactory.instance.objectNode();
    }
}
