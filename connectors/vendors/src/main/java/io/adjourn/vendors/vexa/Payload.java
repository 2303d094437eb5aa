package io.adjourn.vendors.vexa;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.adjourn.vendors.Event.MeetingReference;
import io.adjourn.vendors.Json;
import io.adjourn.vendors.RedactedFields;
import io.adjourn.vendors.VendorTime;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a Vexa body, which is any JSON. Nothing is required here and reading never fails: what is absent, null or of a
 * useless type is null.
 */
record Payload(JsonNode body, Layout layout) {
    private static final String FAULT = "stt_fault";

    /**
     * What in a meeting's data is the customer's, and so is given on. Everything else there is Vexa's own: its bookkeeping, of no
     * use to anybody, and with each release more of it, some of which are credentials.
     */
    private static final Set<String> OF_THE_CUSTOMER = Set.of(
            "name",
            "title",
            "description",
            "notes",
            "participants",
            "languages",
            "tags",
            "metadata",
            "adjourn.expects");

    static Payload of(JsonNode json) {
        return new Payload(json, Layout.of(json));
    }

    /** Vexa's number for one run of a bot, in whatever type. */
    JsonNode meetingId() {
        return meeting().path("id");
    }

    /** The same number, as a recording names it. */
    JsonNode meetingIdOfRecording() {
        return recording().node().path("meeting_id");
    }

    /** Whether it names the bot's connection: all that V2 tells of a meeting in its status changes. */
    boolean namesConnection() {
        String connection = meeting().path("connection_id").textValue();
        return connection != null && !connection.isEmpty();
    }

    /** The event's name; null where it has none. */
    @Nullable
    String name() {
        return Json.words(body.path("event_type"));
    }

    /** The status that a change tells; null where it is none, or tells none. */
    @Nullable
    String changedTo() {
        return first(statusChange().path("to"), statusChange().path("new_status"));
    }

    /** The meeting's own status, which may be a later one than that of the event. */
    @Nullable
    String meetingStatus() {
        return first(meeting().path("status"));
    }

    /** Whether it is in the envelope that all of Vexa's newer events come in, known or not. */
    boolean hasEnvelope() {
        return layout == Layout.ENVELOPE && body.hasNonNull("event_id") && body.hasNonNull("api_version");
    }

    /** Whether it has one of the fields that came last. */
    boolean hasNewestFields() {
        return meeting().has("service_provenance")
                || meeting().has("connection_id")
                || statusChange().has("new_status");
    }

    /** The status before. */
    @Nullable
    String from() {
        return first(statusChange().path("from"), statusChange().path("old_status"));
    }

    /** Why, in the bot's words. */
    @Nullable
    String reason() {
        return first(statusChange().path("reason"));
    }

    /** Who had the status changed. */
    @Nullable
    String transitionSource() {
        return first(statusChange().path("transition_source"));
    }

    @Nullable
    String completionReason() {
        return first(meeting().path("completion_reason"), meeting().path("data").path("completion_reason"));
    }

    @Nullable
    String failureStage() {
        return first(meeting().path("failure_stage"), meeting().path("data").path("failure_stage"));
    }

    @Nullable
    String errorDetails() {
        return first(meeting().path("data").path("error_details"));
    }

    /** When the status changed. */
    @Nullable
    VendorTime changedAt() {
        return VendorTime.of(statusChange().path("timestamp"));
    }

    /** When the bot got in; of a meeting that was opened again it may be the first of its runs that did. */
    @Nullable
    VendorTime startedAt() {
        return VendorTime.of(meeting().path("start_time"));
    }

    /** The same of the last run, as V2 gives it beside it. */
    @Nullable
    VendorTime admittedAt() {
        return VendorTime.of(provenance().path("bot_admitted_at"));
    }

    /** Whether it says that the bot never got in, and not only nothing of it. */
    boolean saysNeverAdmitted() {
        return "never_admitted".equals(first(provenance().path("bot_outcome")))
                || (meeting().path("start_time").isNull() && admittedAt() == null);
    }

    /** What became of the transcript, in Vexa's word: all it ever says of one. */
    @Nullable
    String transcriptionOutcome() {
        return first(provenance().path("transcription_outcome"));
    }

    @Nullable
    String transcriptionProvider() {
        return first(provenance().path("transcription_provider"));
    }

    /** Why there is none, in Vexa's words. */
    @Nullable
    String transcriptionFault() {
        return first(
                RedactedFields.takenFrom(provenance().path(FAULT)),
                RedactedFields.takenFrom(meeting().path("data").path(FAULT)));
    }

    /** Whether the bot was asked for a recording; null where it says nothing of it. */
    @Nullable
    Boolean recordingEnabled() {
        JsonNode enabled = meeting().path("data").path("recording_enabled");
        return enabled.isBoolean() ? enabled.booleanValue() : null;
    }

    /** How long the bot was in the meeting. */
    @Nullable
    Double durationSeconds() {
        return Recording.seconds(meeting().path("duration_seconds"));
    }

    @Nullable
    VendorTime endedAt() {
        return VendorTime.of(meeting().path("end_time"));
    }

    /** When the event was put into its envelope, once for all attempts to deliver it; null where it has none. */
    @Nullable
    VendorTime envelopedAt() {
        return layout == Layout.ENVELOPE ? VendorTime.of(body.path("created_at")) : null;
    }

    MeetingReference reference() {
        return new MeetingReference(
                Json.words(meeting().path("platform")),
                Json.words(meeting().path("native_meeting_id")),
                Json.words(meeting().path("constructed_meeting_url")),
                null);
    }

    /** What the customer keeps with the meeting, as JSON. */
    @Nullable
    String attributes() {
        return meeting().path("data") instanceof ObjectNode data
                ? Json.writeIfFilled(RedactedFields.takenFrom(ofTheCustomer(data)))
                : null;
    }

    private static ObjectNode ofTheCustomer(ObjectNode data) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> field : data.properties()) {
            if (OF_THE_CUSTOMER.contains(field.getKey())) {
                kept.set(field.getKey(), field.getValue());
            }
        }
        return kept;
    }

    Recording recording() {
        return new Recording(layout.recording(body));
    }

    /** All of it, as JSON, but for what is withheld: what tells it from any other. */
    String whole() {
        return Json.writeForAll(body);
    }

    /** All of it that may be given on, as JSON: without what is Vexa's own in the meeting's data. */
    String published() {
        JsonNode copy = body.deepCopy();
        if (layout.meeting(copy) instanceof ObjectNode meeting && meeting.get("data") instanceof ObjectNode data) {
            meeting.set("data", ofTheCustomer(data));
        }
        return Json.writeForAll(copy);
    }

    private JsonNode meeting() {
        return layout.meeting(body);
    }

    private JsonNode provenance() {
        return meeting().path("service_provenance");
    }

    private JsonNode statusChange() {
        return layout.statusChange(body);
    }

    /** The first that says something. */
    private static @Nullable String first(JsonNode... values) {
        for (JsonNode value : values) {
            String words = Json.words(value);
            if (words != null) {
                return words;
            }
        }
        return null;
    }
}
