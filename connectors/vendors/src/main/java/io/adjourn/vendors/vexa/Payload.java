package io.adjourn.vendors.vexa;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.adjourn.vendors.Event.MeetingReference;
import io.adjourn.vendors.Json;
import io.adjourn.vendors.Subject;
import io.adjourn.vendors.VendorTime;
import io.adjourn.vendors.vexa.Meaning.Unknown;
import io.adjourn.vendors.vexa.Meaning.Went;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a Vexa body, which is any JSON, without what is to be withheld. Nothing is required here and reading never
 * fails: what is absent, null or of a useless type is null.
 */
record Payload(JsonNode body, Layout layout) {
    /** Ids are numbers that fit a long. */
    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,18}");

    /** What in a meeting's data is Vexa's own, and so none of the customer's. */
    private static final Set<String> BOOKKEEPING = Set.of(
            "auth_userdata_path",
            "bot_container_id",
            "bot_logs",
            "bot_logs_truncated",
            "bot_resources",
            "completion_reason",
            "constructed_meeting_url",
            "container_name",
            "error_details",
            "escalation",
            "failure_stage",
            "last_error",
            "meeting_url",
            "outbound_events",
            "passcode",
            "pending_completion_reason",
            "recording_config",
            "recording_enabled",
            "recordings",
            "segments_captured",
            "service_authority",
            "service_provenance",
            "speaker_events",
            "status_transition",
            "stop_requested",
            "stt_fault",
            "teams_base_host",
            "transcribe_enabled",
            "transcript_finalize_failed",
            "transcription_provider",
            "webhook_deliveries",
            "webhook_delivery",
            "webhook_events");

    static Payload of(JsonNode json) {
        JsonNode body = Withheld.takenFrom(json);
        return new Payload(body, Layout.of(body));
    }

    /** The meeting, by Vexa's number for one run of a bot. */
    Subject subject() {
        Subject meeting = subjectOf(meeting().path("id"));
        return meeting instanceof Subject.Meeting
                ? meeting
                : subjectOf(recording().node().path("meeting_id"));
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

    Meaning meaning() {
        if (layout == Layout.BARE) {
            return new Went(null);
        }
        String name = name();
        return name == null ? new Unknown() : Words.NAMES.getOrDefault(name, new Unknown());
    }

    /** Whether it is in the envelope that all of Vexa's newer events come in, known or not. */
    boolean hasEnvelope() {
        return layout == Layout.ENVELOPE && body.hasNonNull("event_id") && body.hasNonNull("api_version");
    }

    String dialect() {
        if (layout != Layout.ENVELOPE) {
            return "V0";
        }
        String name = name();
        boolean newest = meeting().has("service_provenance")
                || meeting().has("connection_id")
                || statusChange().has("new_status")
                || (name != null && name.endsWith(".ready"));
        return newest ? "V2" : "V1";
    }

    /** The status that the run went to. That of the meeting may be a later one, and is for want of better. */
    @Nullable
    String to() {
        return first(
                statusChange().path("to"),
                statusChange().path("new_status"),
                meeting().path("status"));
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

    /** When the bot got in. */
    @Nullable
    VendorTime startedAt() {
        return VendorTime.of(meeting().path("start_time"));
    }

    /** The same, as told beside it in V2. */
    @Nullable
    VendorTime admittedAt() {
        return VendorTime.of(meeting().path("service_provenance").path("bot_admitted_at"));
    }

    /** Whether it says that there was no start, and not only nothing of one. */
    boolean saysNeverStarted() {
        return meeting().path("start_time").isNull() && admittedAt() == null;
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
        ObjectNode own = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> field : meeting().path("data").properties()) {
            if (!BOOKKEEPING.contains(field.getKey())) {
                own.set(field.getKey(), field.getValue());
            }
        }
        return Json.writeIfFilled(own);
    }

    Recording recording() {
        return new Recording(layout.recording(body));
    }

    /** Where it says what is not known. */
    Set<String> unknown() {
        return Known.of(layout).unknownIn(body);
    }

    /** All of it, as JSON. */
    String whole() {
        return Json.write(body);
    }

    private JsonNode meeting() {
        return layout.meeting(body);
    }

    private JsonNode statusChange() {
        return layout.statusChange(body);
    }

    private static Subject subjectOf(JsonNode id) {
        String digits = id.isIntegralNumber() ? id.asText() : id.textValue();
        return Subject.meeting(digits != null && ID.matcher(digits).matches() ? digits : null);
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
