package io.adjourn.simulator.meetingbaasv1;

import io.adjourn.simulator.JavaScriptJson;
import io.adjourn.simulator.SimulatedMeeting.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A bot that uses the names of the documentation's payloads: all that deliveries are known to carry. */
record Wire(Bot bot) {

    Message status(String code, double minute) {
        return bot.message("bot.status_change", Map.of("status", statusOf(code, minute)));
    }

    Message recording(double minute) {
        Map<String, Object> status = statusOf("in_call_recording", minute);
        status.put("start_time", bot.minute(minute).getEpochSecond());
        return bot.message("bot.status_change", Map.of("status", status));
    }

    Message error(String type, String message, double minute) {
        Map<String, Object> status = statusOf("meeting_error", minute);
        status.put("error_message", message);
        status.put("error_type", type);
        return bot.message("bot.status_change", Map.of("status", status));
    }

    Message complete(Map<String, Object> recording) {
        return bot.message("complete", recording);
    }

    /** Sent again with other links. */
    Message retried(Stream<? extends Map<String, Object>> recordings) {
        return bot.message("complete", recordings);
    }

    Message failed(String error) {
        return bot.message("failed", Map.of("error", error));
    }

    Message failed(String error, String message) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("error", error);
        fields.put("message", message);
        return bot.message("failed", fields);
    }

    Message transcribed() {
        return bot.message("transcription_complete", Map.of());
    }

    Message synced(String calendar, String event, double minute) {
        var data = new LinkedHashMap<String, Object>();
        data.put("calendar_id", calendar);
        data.put("last_updated_ts", JavaScriptJson.time(bot.minute(minute)));
        data.put("affected_event_uuids", List.of(event));
        return bot.ofAccount("calendar.sync_events", data);
    }

    private Map<String, Object> statusOf(String code, double minute) {
        var status = new LinkedHashMap<String, Object>();
        status.put("code", code);
        status.put("created_at", JavaScriptJson.time(bot.minute(minute)));
        return status;
    }
}
