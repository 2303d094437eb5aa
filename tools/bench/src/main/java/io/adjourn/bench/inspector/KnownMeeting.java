package io.adjourn.bench.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A meeting that the index has.
 *
 * @param summary what a search says of it
 * @param attribute a value of the customer's metadata; empty where it has none
 */
record KnownMeeting(JsonNode summary, Optional<String> attribute) {

    String key() {
        return summary.path("key").asText();
    }

    /** How it is asked for by that; empty where it has none. */
    Optional<String> question(Way way) {
        Optional<String> name = way == Way.ATTRIBUTE
                ? attribute
                : Optional.of(summary.path(way.field).asText("")).filter(text -> !text.isEmpty());
        return name.map(text -> way == Way.KEY
                ? "/api/meetings/" + text
                : "/api/meetings?" + way.parameter + "=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
    }

    /** By what it can be filtered, as parameters. */
    Set<String> filters() {
        var filters = new TreeSet<String>();
        for (String field : new String[] {"outcome", "endReason", "vendor"}) {
            String value = summary.path(field).asText("");
            if (!value.isEmpty() && !value.equals("null")) {
                filters.add(field + "=" + value);
            }
        }
        summary.path("missing").forEach(kind -> filters.add("missing=" + kind.asText()));
        return filters;
    }

    /** By what a meeting is looked for. */
    enum Way {
        KEY("meeting by its key", "key", "key"),
        SESSION("by the bot's id", "session", "session"),
        NATIVE_ID("by the platform's id", "nativeMeetingId", "nativeId"),
        URL("by its link", "meetingUrl", "url"),
        ATTRIBUTE("by the customer's metadata", "attributes", "attribute");

        private final String title;
        private final String field;
        private final String parameter;

        Way(String title, String field, String parameter) {
            this.title = title;
            this.field = field;
            this.parameter = parameter;
        }

        String title() {
            return title;
        }
    }
}
