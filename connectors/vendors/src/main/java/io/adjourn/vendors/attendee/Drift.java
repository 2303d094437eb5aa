package io.adjourn.vendors.attendee;

import io.adjourn.vendors.KnownFields;
import io.adjourn.vendors.Novelty;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is new in Attendee's payloads: fields and words that are not known. */
final class Drift {
    private static final KnownFields FIELDS = KnownFields.of(
            "idempotency_key text",
            "trigger text",
            "bot_id text",
            "bot_metadata.**",
            "app_session_id text",
            "app_session_metadata.**",
            "calendar_id text",
            "calendar_deduplication_key text",
            "calendar_metadata.**",
            "zoom_oauth_connection_id text",
            "zoom_oauth_connection_metadata.**",
            "user_id text",
            "account_id text",
            "data.event_type text",
            "data.event_sub_type text",
            "data.old_state text",
            "data.new_state text",
            "data.created_at time",
            "data.event_metadata.join_at time",
            "data.event_metadata.remover_name",
            "data.event_metadata.remover_uuid",
            "data.event_metadata.remover_user_uuid",
            "data.event_metadata.remover_is_host flag",
            "data.event_metadata.bot_duration_seconds number",
            "data.event_metadata.credits_consumed",
            "data.event_metadata.transcription_errors.**",
            "data.event_metadata.source",
            "data.event_metadata.error.**",
            "data.event_metadata.zoom_result_code",
            "data.event_metadata.rtmp_destination_url",
            "data.event_metadata.create_pod_result.**",
            "data.event_metadata.infrastructure_information.**",
            "data.speaker_name text",
            "data.speaker_uuid text",
            "data.speaker_user_uuid text",
            "data.speaker_is_host flag",
            "data.timestamp_ms number",
            "data.duration_ms number",
            "data.transcription.transcript text",
            "data.transcription.words.**",
            "data.id text",
            "data.text text",
            "data.to text",
            "data.timestamp number",
            "data.sender_name text",
            "data.sender_uuid text",
            "data.sender_user_uuid text",
            "data.additional_data.**",
            "data.participant_name text",
            "data.participant_uuid text",
            "data.participant_user_uuid text",
            "data.participant_is_host flag",
            "data.event_data.**",
            "data.level text",
            "data.entry_type text",
            "data.message text",
            "data.state text",
            "data.connection_failure_data.**",
            "data.last_successful_sync_at time",
            "data.last_attempted_sync_at time",
            "data.failure_data.**");

    /** Those of an answer of the read API. */
    private static final KnownFields ANSWER = KnownFields.of(
            "id text",
            "metadata.**",
            "meeting_url text",
            "state text",
            "events.type text",
            "events.sub_type text",
            "events.created_at time",
            "transcription_state text",
            "recording_state text",
            "join_at time",
            "deduplication_key text");

    private final Set<Novelty> novelties;

    private Drift(Set<Novelty> novelties) {
        this.novelties = novelties;
    }

    /** What of it is not known. */
    static Set<Novelty> in(Payload payload) {
        var drift = new Drift(new TreeSet<>(FIELDS.unknownIn(payload.body())));
        drift.addWordsOf(payload);
        return drift.novelties;
    }

    /** What of an answer of the read API is not known. */
    static Set<Novelty> in(Answer answer) {
        var drift = new Drift(new TreeSet<>(ANSWER.unknownIn(answer.body())));
        drift.check("state", answer.state(), Vocabulary::isKnownState);
        drift.check("recording_state", answer.recordingState(), Vocabulary.RECORDING_STATES::contains);
        drift.check(
                "transcription_state", answer.transcriptionState(), word -> Vocabulary.transcriptionOf(word) != null);
        for (String type : answer.eventTypes()) {
            if (!Vocabulary.isKnownEventType(type)) {
                drift.novelties.add(Novelty.event("events.type", type));
            }
        }
        return drift.novelties;
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
                if (payload.trigger() != null) {
                    novelties.add(Novelty.event("trigger", payload.trigger()));
                }
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
            novelties.add(Novelty.value(path, word));
        }
    }
}
