package io.adjourn.vendors.meetingbaasv2;

import com.fasterxml.jackson.databind.JsonNode;
import io.adjourn.vendors.Json;
import io.adjourn.vendors.Subject;
import io.adjourn.vendors.VendorTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a Meeting BaaS body, which is any JSON object. Nothing is required here and reading never fails: what is
 * absent, null or of a useless type is null.
 */
record Payload(JsonNode body) {
    /** What lists the occurrences of a calendar event, by what became of them. */
    static final List<String> INSTANCES = List.of("instances", "affected_instances", "cancelled_instances");

    /** What the placeholders of examples begin with; the name of their field follows. */
    private static final String PLACEHOLDER = "example";

    /** The event's name. */
    @Nullable
    String event() {
        return body.path("event").textValue();
    }

    /**
     * Whether it is what Svix' portal sends as an example: a placeholder in the place of an id or a name, or, for events of which
     * it has no schema, that it is one and nothing else.
     */
    boolean isExample() {
        return (PLACEHOLDER + "event").equals(event())
                || isPlaceholder("bot_id")
                || isPlaceholder("calendar_id")
                || saysOnlySuccess();
    }

    private boolean isPlaceholder(String field) {
        return (PLACEHOLDER + field).equals(text(field));
    }

    private boolean saysOnlySuccess() {
        return body.size() == 1 && body.path("success").isBoolean();
    }

    /** The bot that it names. */
    Subject bot() {
        return Subject.meeting(text("bot_id"));
    }

    /** The calendar that it names. */
    Subject calendar() {
        return Subject.calendar(text("calendar_id"));
    }

    /** Whether it has the form that all events have, known or not. */
    boolean hasTheForm() {
        return event() != null && data().isObject();
    }

    /** What the event says. */
    JsonNode data() {
        return body.path("data");
    }

    /** A text in it. */
    @Nullable
    String text(String field) {
        return data().path(field).textValue();
    }

    /** A time in it. */
    @Nullable
    VendorTime time(String field) {
        return VendorTime.of(data().path(field));
    }

    /** When the event was sent. */
    @Nullable
    VendorTime sentAt() {
        VendorTime sent = time("sent_at");
        return sent == null ? VendorTime.of(body.path("sent_at")) : sent;
    }

    /** The bot's step. */
    JsonNode status() {
        return data().path("status");
    }

    /** The word for the bot's step. */
    @Nullable
    String statusCode() {
        return Json.words(status().path("code"));
    }

    /** The word for a failure; a step may have it beside its own. */
    @Nullable
    String errorCode() {
        String code = Json.words(data().path("error_code"));
        return code == null ? Json.words(status().path("error_code")) : code;
    }

    boolean dataDeleted() {
        return data().path("data_deleted").booleanValue();
    }

    /** What the customer gave at the bot's creation, as JSON: beside the data, or in it. */
    @Nullable
    String attributes() {
        String beside = Json.writeIfFilled(body.path("extra"));
        return beside == null ? Json.writeIfFilled(data().path("extra")) : beside;
    }

    /** The people in an array of names, or of objects with names. */
    List<String> people(String field) {
        var names = new ArrayList<String>();
        for (JsonNode person : data().path(field)) {
            String displayed = person.path("display_name").textValue();
            String name = displayed == null ? person.path("name").textValue() : displayed;
            String said = person.isTextual() ? person.textValue() : name;
            if (said != null) {
                names.add(said);
            }
        }
        return names;
    }

    /** How many series, single events and occurrences of them it lists. */
    int calendarEvents() {
        JsonNode series = data().path("events");
        int events = series.size() + instances(data()).size();
        for (JsonNode one : series) {
            events += instances(one).size();
        }
        return events;
    }

    /** The occurrences in a calendar event or in a series, whatever they are for. */
    static List<JsonNode> instances(JsonNode of) {
        var instances = new ArrayList<JsonNode>();
        for (String field : INSTANCES) {
            for (JsonNode instance : of.path(field)) {
                if (instance.isObject()) {
                    instances.add(instance);
                }
            }
        }
        return instances;
    }

    /** All of it, as JSON, but for what is withheld. */
    String whole() {
        return Json.writeForAll(body);
    }
}
