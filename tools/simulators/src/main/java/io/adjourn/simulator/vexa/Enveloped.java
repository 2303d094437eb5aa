package io.adjourn.simulator.vexa;

import io.adjourn.simulator.PythonJson;
import io.adjourn.simulator.SimulatedMeeting.Message;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A run in dialect V1: in an envelope, with some steps under names of their own.
 *
 * @param random where the events' ids come from, another each time
 */
record Enveloped(Run run, RandomGenerator random) {
    private static final Map<String, String> NAMES = Map.of("active", "meeting.started", "failed", "bot.failed");

    /** A step that the bot reports. */
    Message change(String from, String to, @Nullable String reason, double minute) {
        return change(from, to, reason, minute, "bot_callback");
    }

    /** A step that somebody else brings about. */
    Message change(String from, String to, @Nullable String reason, double minute, String source) {
        var data = new LinkedHashMap<String, Object>();
        data.put("meeting", meeting(to, minute));
        data.put("status_change", run.change(from, to, reason, PythonJson.naive(run.minute(minute)), source));
        return message(NAMES.getOrDefault(to, "meeting.status_change"), minute, data);
    }

    /** The end as a step. */
    Message end(String from, @Nullable String reason) {
        return change(from, run.course().status(), reason, run.course().over());
    }

    /** The end once more, as the summary of a run that is completed. */
    Message completed() {
        double minute = run.course().over() + 0.5;
        return message("meeting.completed", minute, Map.of("meeting", meeting("completed", minute)));
    }

    Message recording(Map<String, Object> recording) {
        return message("recording.completed", run.course().over() + 1, Map.of("recording", recording));
    }

    private Map<String, Object> meeting(String status, double minute) {
        Map<String, Object> fields = run.meeting(status, minute);
        fields.put("completion_reason", run.isOver(minute) ? run.course().completionReason() : null);
        fields.put("failure_stage", run.isOver(minute) ? run.course().failureStage() : null);
        return fields;
    }

    private Message message(String name, double minute, Map<String, Object> data) {
        Instant createdAt = run.minute(minute).plusMillis(10);
        byte[] id = new byte[16];
        random.nextBytes(id);
        return new Envelope("evt_" + HexFormat.of().formatHex(id), PythonJson.micros(createdAt)).around(name, data);
    }
}
