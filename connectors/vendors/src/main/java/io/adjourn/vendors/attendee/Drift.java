package io.adjourn.vendors.attendee;

import io.adjourn.vendors.KnownFields;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is new in Attendee's payloads: fields and words that are not known. */
final class Drift {
    private static final KnownFields FIELDS = KnownFields.of(
            "idempotency_key",
            "trigger",
            "bot_id",
            "bot_metadata.**",
            "app_session_id",
            "app_session_metadata.**",
            "calendar_id",
            "calendar_deduplication_key",
            "calendar_metadata.**",
            "zoom_oauth_connection_id",
            "zoom_oauth_connection_metadata.**",
            "user_id",
            "account_id",
            "data.event_type",
            "data.event_sub_type",
            "data.old_state",
            "data.new_state",
            "data.created_at",
            "data.event_metadata.join_at",
            "data.event_metadata.remover_name",
            "data.event_metadata.remover_uuid",
            "data.event_metadata.remover_user_uuid",
            "data.event_metadata.remover_is_host",
            "data.event_metadata.bot_duration_seconds",
            "data.event_metadata.credits_consumed",
            "data.event_metadata.transcription_errors.**",
            "data.event_metadata.source",
            "data.event_metadata.error.**",
            "data.event_metadata.zoom_result_code",
            "data.event_metadata.rtmp_destination_url",
            "data.event_metadata.create_pod_result.**",
            "data.event_metadata.infrastructure_information.**",
            "data.speaker_name",
            "data.speaker_uuid",
            "data.speaker_user_uuid",
            "data.speaker_is_host",
            "data.timestamp_ms",
            "data.duration_ms",
            "data.transcription.transcript",
            "data.transcription.words.**",
            "data.id",
            "data.text",
            "data.to",
            "data.timestamp",
            "data.sender_name",
            "data.sender_uuid",
            "data.sender_user_uuid",
            "data.additional_data.**",
            "data.participant_name",
            "data.participant_uuid",
            "data.participant_user_uuid",
            "data.participant_is_host",
            "data.event_data.**",
            "data.level",
            "data.entry_type",
            "data.message",
            "data.state",
            "data.connection_failure_data.**",
            "data.last_successful_sync_at",
            "data.last_attempted_sync_at",
            "data.failure_data.**");

    private final Set<String> paths;

    private Drift(Set<String> paths) {
        this.paths = paths;
    }

    /** Where something stands that is not known, as paths of known names. */
    static Set<String> in(Payload payload) {
        var drift = new Drift(new TreeSet<>(FIELDS.unknownIn(payload.body())));
        drift.addWordsOf(payload);
        return drift.paths;
    }

    private void addWordsOf(Payload payload) {
        switch (EventKind.of(payload)) {
            case STATE_CHANGE -> addWordsOfStep(payload);
            case PRESENCE -> check("data.event_type", payload.eventType(), Vocabulary.PRESENCE::contains);
            case SPEECH -> check("data.event_type", payload.eventType(), Vocabulary.SPEECH::contains);
            case LATER_TRANSCRIPTION ->
                check("data.state", payload.state(), word -> Vocabulary.transcriptionOf(word) != null);
            case CALENDAR_EVENTS, CALENDAR_STATE, ZOOM_CONNECTION ->
                check("data.state", payload.state(), Vocabulary.CONNECTIONS::containsKey);
            case TRANSCRIPT, CHAT, LOG -> {}
            case UNRECOGNIZED -> {
                check("trigger", payload.trigger(), word -> false);
                if (EventKind.isStep(payload)) {
                    addWordsOfStep(payload);
                }
            }
        }
    }

    private void addWordsOfStep(Payload payload) {
        String eventType = payload.eventType();
        check("data.event_type", eventType, Vocabulary::isKnownEventType);
        check("data.event_sub_type", payload.eventSubType(), word -> Vocabulary.isKnownSubType(eventType, word));
        check("data.old_state", payload.oldState(), Vocabulary::isKnownState);
        check("data.new_state", payload.newState(), Vocabulary::isKnownState);
    }

    private void check(String path, @Nullable String word, Predicate<String> isKnown) {
        if (word != null && !isKnown.test(word)) {
            paths.add(path);
        }
    }
}
