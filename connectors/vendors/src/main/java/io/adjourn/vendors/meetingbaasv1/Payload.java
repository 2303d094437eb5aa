package io.adjourn.vendors.meetingbaasv1;

import com.fasterxml.jackson.databind.JsonNode;
import io.adjourn.vendors.Json;
import io.adjourn.vendors.Subject;
import io.adjourn.vendors.VendorTime;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a Meeting BaaS body, which is any JSON object. Nothing is required here and reading never fails: what is
 * absent, null or of a useless type is null.
 */
record Payload(JsonNode body) {

    /** The bot that it names. */
    Subject bot() {
        return Subject.meeting(data("bot_id").textValue());
    }

    /** The calendar that it names. */
    Subject calendar() {
        return Subject.calendar(data("calendar_id").textValue());
    }

    /** The event's name. */
    @Nullable
    String event() {
        return body.path("event").textValue();
    }

    /** When it happened: status changes and calendar events say so, others do not. */
    @Nullable
    VendorTime time() {
        VendorTime changed = VendorTime.of(status().path("created_at"));
        return changed == null ? VendorTime.of(data("last_updated_ts")) : changed;
    }

    /** The live status, as the vendor's code for it. */
    @Nullable
    String code() {
        return Json.words(status().path("code"));
    }

    /** What is wrong, by the live status: the type of the error. */
    @Nullable
    String errorType() {
        return Json.words(status().path("error_type"));
    }

    /** What is wrong, by the live status: in words. */
    @Nullable
    String errorMessage() {
        return Json.words(status().path("error_message"));
    }

    /** When the recording began. */
    @Nullable
    VendorTime recordingStart() {
        return VendorTime.of(status().path("start_time"));
    }

    /** Why the run failed, as the vendor's word for it. */
    @Nullable
    String error() {
        return Json.words(data("error"));
    }

    /** The same for people. */
    @Nullable
    String message() {
        return Json.words(data("message"));
    }

    /** Who spoke. The order tells nothing. */
    List<String> speakers() {
        return texts(data("speakers")).toList();
    }

    /** What the customer gave at the bot's creation, as JSON. */
    @Nullable
    String attributes() {
        return Json.writeIfFilled(data("extra"));
    }

    /** The calendar event: that a bot was sent to, or that changed. */
    @Nullable
    String calendarEvent() {
        return data("event_uuid").textValue();
    }

    /** All calendar events concerned. */
    Stream<String> calendarEvents() {
        return Stream.concat(texts(data("event_uuid")), texts(data("affected_event_uuids")))
                .distinct();
    }

    /** Any field of what the event says. A guide to migration shows them beside {@code data}, everything else within. */
    JsonNode data(String field) {
        JsonNode within = body.path("data").path(field);
        return within.isMissingNode() ? body.path(field) : within;
    }

    /** All that the event says, as JSON. */
    String data() {
        return Json.write(body.path("data"));
    }

    /** The whole body, as JSON, but for what is withheld. */
    String whole() {
        return Json.writeForAll(body);
    }

    private JsonNode status() {
        return data("status");
    }

    /** The text, or those of an array. */
    private static Stream<String> texts(JsonNode value) {
        Stream<JsonNode> values = value.isArray() ? StreamSupport.stream(value.spliterator(), false) : Stream.of(value);
        return values.filter(JsonNode::isTextual).map(JsonNode::textValue);
    }
}
