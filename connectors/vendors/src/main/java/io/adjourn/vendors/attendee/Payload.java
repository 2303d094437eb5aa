package io.adjourn.vendors.attendee;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.adjourn.vendors.Json;
import io.adjourn.vendors.Subject;
import io.adjourn.vendors.VendorTime;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an Attendee body, which is any JSON object. Nothing is required here and reading never fails: what is absent,
 * null or of a useless type is null.
 */
record Payload(JsonNode body) {
    private static final List<String> TIMES =
            List.of("created_at", "timestamp_ms", "timestamp", "last_attempted_sync_at");
    private static final List<String> METADATA = List.of("bot_metadata", "app_session_metadata");
    private static final String EVENT_METADATA = "event_metadata";
    private static final String REMOVER = "remover_";

    /** What may differ when the same event is sent again: to another subscription, or in another attempt. */
    private static final Set<String> PER_DELIVERY = Set.of(
            "idempotency_key",
            "bot_metadata",
            "app_session_metadata",
            "calendar_metadata",
            "zoom_oauth_connection_metadata");

    /**
     * What of a step's metadata is given on where a body is kept whole. The rest is names of people, keys to streams, and what the
     * vendor's machines said, which may repeat either.
     */
    private static final Set<String> GIVEN_ON = Set.of(
            "join_at",
            "source",
            "bot_duration_seconds",
            "credits_consumed",
            "transcription_errors",
            "zoom_result_code",
            "remover_is_host");

    /** Its name. */
    @Nullable
    String trigger() {
        return body.path("trigger").textValue();
    }

    /** The bot, or the app session in its place. */
    Subject bot() {
        Subject bot = Subject.meeting(body.path("bot_id").textValue());
        return bot instanceof Subject.Meeting
                ? bot
                : Subject.meeting(body.path("app_session_id").textValue());
    }

    Subject calendar() {
        return Subject.calendar(body.path("calendar_id").textValue());
    }

    boolean isOfAppSession() {
        return body.hasNonNull("app_session_id");
    }

    /** Whether it has the part that came with the newer dialect. */
    boolean hasEventMetadata() {
        return data().has(EVENT_METADATA);
    }

    @Nullable
    String eventType() {
        return Json.words(data().path("event_type"));
    }

    @Nullable
    String eventSubType() {
        return Json.words(data().path("event_sub_type"));
    }

    @Nullable
    String oldState() {
        return Json.words(data().path("old_state"));
    }

    @Nullable
    String newState() {
        return Json.words(data().path("new_state"));
    }

    /** The state of what has states and is no bot. */
    @Nullable
    String state() {
        return Json.words(data().path("state"));
    }

    /** The id of what is reported: a message, a transcription. */
    @Nullable
    String id() {
        return Json.words(data().path("id"));
    }

    /** Why a transcription failed. */
    @Nullable
    String failure() {
        return Json.words(data().path("failure_data"));
    }

    /** When it happened, or was last tried. */
    @Nullable
    VendorTime time() {
        for (String field : TIMES) {
            if (data().hasNonNull(field)) {
                return VendorTime.of(data().path(field));
            }
        }
        return null;
    }

    /** Whether somebody in the meeting made the bot leave; only Teams says who. */
    boolean namesRemover() {
        return metadata().properties().stream()
                .anyMatch(field ->
                        field.getKey().startsWith(REMOVER) && !field.getValue().isNull());
    }

    /** When a scheduled bot is to join, which may be long after this. */
    @Nullable
    Instant joinAt() {
        VendorTime time = VendorTime.of(metadata().path("join_at"));
        return time == null ? null : time.instant();
    }

    /** How long the bot ran. */
    @Nullable
    Double durationSeconds() {
        JsonNode seconds = metadata().path("bot_duration_seconds");
        double value = seconds.doubleValue();
        return seconds.isNumber() && value >= 0 && Double.isFinite(value) ? value : null;
    }

    /** What went wrong with the transcription, in the vendor's words. */
    List<String> transcriptionErrors() {
        JsonNode errors = metadata().path("transcription_errors");
        return StreamSupport.stream(errors.spliterator(), false)
                .map(Json::words)
                .filter(Objects::nonNull)
                .toList();
    }

    /** What the customer gave at the bot's creation or changed since, as JSON. */
    @Nullable
    String attributes() {
        for (String field : METADATA) {
            String metadata = Json.writeIfFilled(body.path(field));
            if (metadata != null) {
                return metadata;
            }
        }
        return null;
    }

    /** All of it that may be given on, as JSON. */
    String whole() {
        return Json.writeForAll(published());
    }

    /** The part of it that is the same in every repeated delivery, as JSON. */
    String lasting() {
        return Json.writeForAll(published().remove(PER_DELIVERY));
    }

    private ObjectNode published() {
        ObjectNode copy = body.deepCopy();
        if (copy.path("data").path(EVENT_METADATA) instanceof ObjectNode metadata) {
            metadata.retain(GIVEN_ON);
        }
        return copy;
    }

    private JsonNode metadata() {
        return data().path(EVENT_METADATA);
    }

    private JsonNode data() {
        return body.path("data");
    }
}
