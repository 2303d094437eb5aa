package io.adjourn.simulator.meetstream;

import io.adjourn.simulator.SimulatedMeeting.Message;
import java.util.LinkedHashMap;

/** A bot that speaks the oldest dialect, M0: no event names and no times at all. */
record M0Bot(Bot bot) {

    Message joining() {
        return lifecycle("joining", "Bot is joining the meeting", 102);
    }

    Message inMeeting() {
        return lifecycle("InMeeting", "Successfully joined the meeting", 200);
    }

    Message stopped() {
        return lifecycle("Stopped", "Bot exited the meeting", 200);
    }

    Message audio() {
        return processed("audio_status", "Audio processing completed successfully");
    }

    Message transcript() {
        return processed("transcript_status", "Transcript processing completed successfully");
    }

    private Message lifecycle(String status, String message, int code) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("bot_id", bot.id());
        fields.put("bot_status", status);
        fields.put("message", message);
        fields.put("status_code", code);
        return Bot.message(status, fields);
    }

    private Message processed(String statusField, String message) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("bot_id", bot.id());
        fields.put(statusField, "Success");
        fields.put("message", message);
        fields.put("status_code", 200);
        return Bot.message(statusField, fields);
    }
}
