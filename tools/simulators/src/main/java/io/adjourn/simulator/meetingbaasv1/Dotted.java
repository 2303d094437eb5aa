package io.adjourn.simulator.meetingbaasv1;

import io.adjourn.simulator.SimulatedMeeting.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** A bot that uses the names in the documentation's list of events. */
record Dotted(Bot bot) {

    Message started() {
        return bot.message("meeting.started", Map.of());
    }

    Message completed(Map<String, Object> recording) {
        return bot.message("meeting.completed", recording);
    }

    Message failed(String error) {
        return bot.message("meeting.failed", Map.of("error", error));
    }

    Message transcribed() {
        return bot.message("transcription.available", Map.of());
    }

    Message eventAdded(String calendar, String event) {
        var data = new LinkedHashMap<String, Object>();
        data.put("calendar_id", calendar);
        data.put("event_uuid", event);
        return bot.ofAccount("event.added", data);
    }
}
