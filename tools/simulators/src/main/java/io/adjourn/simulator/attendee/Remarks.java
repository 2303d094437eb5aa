package io.adjourn.simulator.attendee;

import io.adjourn.simulator.PythonJson;
import java.time.Instant;
import java.util.Map;

/** What is reported while a meeting goes on, beside the bot's steps, as {@code data} of its trigger. */
final class Remarks {
    private Remarks() {}

    static Map<String, Object> participant(String id, String eventType, Instant time) {
        return Fields.of("id", id)
                .and("participant_name", "Ada Lovelace")
                .and("participant_uuid", "spk-1")
                .and("participant_user_uuid", null)
                .and("participant_is_host", false)
                .and("event_type", eventType)
                .and("event_data", Map.of())
                .and("timestamp_ms", time.toEpochMilli())
                .map();
    }

    static Map<String, Object> utterance(String text, Instant time) {
        return Fields.of("speaker_name", "Ada Lovelace")
                .and("speaker_uuid", "spk-1")
                .and("speaker_user_uuid", null)
                .and("speaker_is_host", false)
                .and("timestamp_ms", time.toEpochMilli())
                .and("duration_ms", 2100)
                .and("transcription", Map.of("transcript", text))
                .map();
    }

    static Map<String, Object> chat(String text, Instant time) {
        return Fields.of("id", "msg_1")
                .and("text", text)
                .and("timestamp_ms", time.toEpochMilli())
                .and("timestamp", time.getEpochSecond())
                .and("to", "everyone")
                .and("sender_name", "Ada Lovelace")
                .and("sender_uuid", "spk-1")
                .and("sender_user_uuid", null)
                .and("additional_data", Map.of())
                .map();
    }

    static Map<String, Object> log(Instant time) {
        return Fields.of("id", "log_1")
                .and("level", "warning")
                .and("entry_type", "could_not_enable_closed_captions")
                .and("message", "Could not enable closed captions")
                .and("created_at", PythonJson.isoformat(time))
                .map();
    }

    static Map<String, Object> transcription(String id, String state) {
        return Fields.of("state", state).and("id", id).and("failure_data", null).map();
    }

    /** Of a calendar or another connection of the account. */
    static Map<String, Object> connected(Instant time) {
        return Fields.of("state", "connected")
                .and("connection_failure_data", null)
                .and("last_successful_sync_at", PythonJson.seconds(time))
                .and("last_attempted_sync_at", PythonJson.seconds(time))
                .map();
    }
}
