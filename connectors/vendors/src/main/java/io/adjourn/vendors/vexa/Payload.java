package io.adjourn.vendors.vexa;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.vendors.Event.MeetingReference;
import io.adjourn.vendors.Json;
import io.adjourn.vendors.Subject;
import io.adjourn.vendors.VendorTime;
import io.adjourn.vendors.Withheld;
import io.adjourn.vendors.vexa.Meaning.Tried;
import io.adjourn.vendors.vexa.Meaning.Unknown;
import io.adjourn.vendors.vexa.Meaning.Went;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a Vexa body, which is any JSON. Nothing is required here and reading never fails: what is absent, null or of a
 * useless type is null.
 */
record Payload(JsonNode body, Layout layout) {
    private static final String V2 = "V2";
    private static final String FAULT = "stt_fault";

    /** Ids are numbers that fit a long. */
    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,18}");

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

    /** What kinds of artifact a bot can be asked for of which Vexa also says, in all of its dialects, what became of them. */
    private static final Set<ArtifactKind> RECORDED = Set.of(ArtifactKind.RECORDING);

    static Payload of(JsonNode json) {
        return new Payload(json, Layout.of(json));
    }

    /** The meeting, by Vexa's number for one run of a bot; nothing where it is only a try of the way here. */
    Subject subject() {
        if (meaning() instanceof Tried) {
            return new Subject.Unknown();
        }
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

    /**
     * The status that the run went to by an event whose name is not known: the one that a change tells, or that of a meeting that
     * is over. A meeting's own status while it goes on is no step, for anything may be told of it then. Null where it is none
     * that is known.
     */
    @Nullable
    String knownTo() {
        String change = first(statusChange().path("to"), statusChange().path("new_status"));
        if (change != null) {
            return Words.STATUSES.containsKey(change) ? change : null;
        }
        String status = first(meeting().path("status"));
        return Words.COMPLETED.equals(status) || Words.FAILED.equals(status) ? status : null;
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
        return newest ? V2 : "V1";
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

    /** When the bot got in; of a meeting that was opened again it may be the first of its runs that did. */
    @Nullable
    VendorTime startedAt() {
        return VendorTime.of(meeting().path("start_time"));
    }

    /** The same of the last run, as told beside it in V2. */
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
                Withheld.takenFrom(provenance().path(FAULT)),
                Withheld.takenFrom(meeting().path("data").path(FAULT)));
    }

    /** What the bot was asked for, as far as the meeting says: V2 does not tell of recordings, asked for or not. Null where it says nothing. */
    @Nullable
    Set<ArtifactKind> askedFor() {
        JsonNode recording = meeting().path("data").path("recording_enabled");
        if (!recording.isBoolean()) {
            return null;
        }
        if (!recording.booleanValue()) {
            return Set.of();
        }
        return dialect().equals(V2) ? null : RECORDED;
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
                ? Json.writeIfFilled(Withheld.takenFrom(ofTheCustomer(data)))
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

    /** Where it says what is not known. */
    Set<String> unknown() {
        return Known.of(layout).unknownIn(body);
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
