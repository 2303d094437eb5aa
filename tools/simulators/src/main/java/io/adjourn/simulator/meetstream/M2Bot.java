package io.adjourn.simulator.meetstream;

import io.adjourn.simulator.PythonJson;
import io.adjourn.simulator.SimulatedMeeting.Message;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A bot that speaks the newer dialect, M2: more events, a specific name beside the generic one, codes that mean something. */
record M2Bot(Bot bot) {
    private static final int FINE = 200;
    private static final int FAILED = 500;
    private static final Set<String> WITHOUT_SPECIFIC_NAME =
            Set.of("manifest.completed", "bot.transcriptionready", "bot.uploading");

    /** A step on the way: name and status go together, such as {@code bot.in_waiting_room} and {@code InWaitingRoom}. */
    Message step(String event, String status, double minute) {
        return lifecycle(event, event, status, FINE, "stage " + status, minute);
    }

    Message stopped(double minute) {
        return lifecycle("bot.stopped", "bot.stopped", "Stopped", FINE, "Bot exited the meeting", minute);
    }

    Message kicked(double minute) {
        return lifecycle("bot.stopped", "bot.kicked", "Stopped", FINE, "Removed by a participant", minute);
    }

    Message denied(double minute) {
        return lifecycle("bot.stopped", "bot.denied", "Denied", FAILED, "The host denied the bot", minute);
    }

    Message uploading(double minute) {
        return processed("bot.uploading", FINE, minute);
    }

    Message done(boolean fine, double minute) {
        String message = fine ? "All processing complete" : "Processing ended with failures";
        return lifecycle("bot.done", "bot.done", "Done", fine ? FINE : FAILED, message, minute);
    }

    Message manifest(double minute) {
        return processed("manifest.completed", FINE, minute, "status", "success", "manifest_status", "Success");
    }

    Message audio(double minute) {
        return processed("audio.processed", FINE, minute, "status", "success", "audio_status", "Success");
    }

    Message video(double minute) {
        return processed("video.processed", FINE, minute, "video_status", "Success");
    }

    Message transcript(double minute) {
        return processed("transcription.processed", FINE, minute, "transcript_status", "Success");
    }

    Message transcriptReady(double minute) {
        return processed("bot.transcriptionready", FINE, minute);
    }

    Message transcriptFailed(double minute) {
        return processed("transcription.failed", FAILED, minute, "status", "error", "transcript_status", "Failed");
    }

    Message skipped(String what, double minute) {
        return processed(what + ".skipped", FINE, minute);
    }

    /** A streaming provider's hiccup: no time, no code, and the bot goes on. */
    Message hiccup() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("bot_id", bot.id());
        fields.put("event", "bot.error");
        fields.put("bot_status", "InMeeting");
        fields.put("message", "transcription provider: connection lost, trying again");
        return Bot.message("bot.error", fields);
    }

    /** Nested, and the bot's id in another place than everywhere else. */
    Message participant(String action, String fullName, double minute) {
        String time = PythonJson.millis(bot.minute(minute));
        var person = new LinkedHashMap<String, Object>();
        person.put("id", "spaces/demo/devices/" + Integer.toHexString(fullName.hashCode()));
        person.put("name", fullName);
        person.put("full_name", fullName);
        person.put("platform", "gmeet");
        var when = new LinkedHashMap<String, Object>();
        when.put("relative", minute * 60);
        when.put("absolute", time);
        var what = new LinkedHashMap<String, Object>();
        what.put("action", action);
        what.put("participant", person);
        what.put("timestamp", when);
        var who = new LinkedHashMap<String, Object>();
        who.put("id", bot.id());
        who.put("metadata", Map.of());
        var data = new LinkedHashMap<String, Object>();
        data.put("data", what);
        data.put("bot", who);
        var fields = new LinkedHashMap<String, Object>();
        fields.put("event", "participant_events." + action);
        fields.put("timestamp", time);
        fields.put("data", data);
        fields.put("custom_attributes", Bot.attributes());
        return Bot.message("participant_events." + action, fields);
    }

    private Message lifecycle(String event, String specific, String status, int code, String message, double minute) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("bot_id", bot.id());
        fields.put("message", message);
        fields.put("event", event);
        fields.put("bot_event", specific);
        fields.put("bot_status", status);
        fields.put("status_code", code);
        fields.put("custom_attributes", Bot.attributes());
        fields.put("timestamp", PythonJson.millis(bot.minute(minute)));
        return Bot.message(specific, fields);
    }

    /** @param more names and values of further fields, in turn */
    private Message processed(String event, int code, double minute, String... more) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("bot_id", bot.id());
        fields.put("message", event);
        fields.put("event", event);
        if (!WITHOUT_SPECIFIC_NAME.contains(event)) {
            fields.put("bot_event", event);
        }
        fields.put("status_code", code);
        fields.put("custom_attributes", Bot.attributes());
        fields.put("timestamp", PythonJson.micros(bot.minute(minute)));
        for (int i = 0; i < more.length; i += 2) {
            fields.put(more[i], more[i + 1]);
        }
        return Bot.message(event, fields);
    }
}
