package io.adjourn.simulator.meetstream;

import io.adjourn.simulator.PythonJson;
import io.adjourn.simulator.SimulatedMeeting.Message;
import java.time.Instant;
import java.util.LinkedHashMap;

/** A bot that speaks the documented dialect, M1: seven events, no times on artifacts. */
record Documented(Bot bot) {

    Message joining(double minute) {
        return lifecycle("bot.joining", "Joining", "Bot is joining the meeting", minute);
    }

    Message inMeeting(double minute) {
        return lifecycle("bot.inmeeting", "InMeeting", "Bot has joined the meeting", minute);
    }

    Message stopped(String status, String message, double minute) {
        return lifecycle("bot.stopped", status, message, minute);
    }

    Message audio() {
        return processed("audio.processed", "audio_status", "Audio processing completed successfully");
    }

    Message transcript() {
        return processed(
                "transcription.processed", "transcript_status", "Transcript processing completed successfully");
    }

    Message deletion(Instant at) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("bot_id", bot.id());
        fields.put("event", "data_deletion");
        fields.put("status", "success");
        fields.put("message", "Bot data deleted successfully");
        fields.put("deleted_objects", 5);
        fields.put("timestamp", PythonJson.seconds(at));
        fields.put("status_code", 200);
        return Bot.message("data_deletion", fields);
    }

    private Message lifecycle(String event, String status, String message, double minute) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("event", event);
        fields.put("bot_id", bot.id());
        fields.put("bot_status", status);
        fields.put("message", message);
        fields.put("status_code", 200);
        fields.put("timestamp", PythonJson.micros(bot.minute(minute)));
        fields.put("custom_attributes", Bot.attributes());
        return Bot.message(event, fields);
    }

    private Message processed(String event, String statusField, String message) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("bot_id", bot.id());
        fields.put("event", event);
        fields.put(statusField, "Success");
        fields.put("message", message);
        fields.put("status_code", 200);
        return Bot.message(event, fields);
    }
}
