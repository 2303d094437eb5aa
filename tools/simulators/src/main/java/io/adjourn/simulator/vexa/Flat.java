package io.adjourn.simulator.vexa;

import io.adjourn.simulator.Proof;
import io.adjourn.simulator.PythonJson;
import io.adjourn.simulator.SimulatedMeeting.Message;
import io.adjourn.vendors.Body;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run in the documented dialect, V0: parts beside the event's name, and the secret for all proof. */
record Flat(Run run) {
    private static final Proof PROOF = new BearerProof();

    /** A step, reported at once. */
    Message change(String from, String to, @Nullable String reason, double minute) {
        return change(from, to, reason, minute, to, minute);
    }

    /** A step whose body is built only when the run is over: the meeting in it is further than the step. */
    Message changeToldLate(String from, String to, double minute) {
        return change(
                from, to, null, minute, run.course().status(), run.course().over());
    }

    /** The end as a step. */
    Message end(String from, @Nullable String reason) {
        return change(from, run.course().status(), reason, run.course().over());
    }

    /** The end once more, as a meeting without any name, when all has been done that follows it. */
    Message bare() {
        return message("meeting", meeting(run.course().status(), run.course().over() + 0.5));
    }

    Message recording(Map<String, Object> recording) {
        return message("recording.completed", named("recording.completed", "recording", recording));
    }

    private Message change(
            String from, String to, @Nullable String reason, double minute, String status, double builtAt) {
        Map<String, Object> fields = named("meeting.status_change", "meeting", meeting(status, builtAt));
        String source = to.equals("stopping") ? "user_stop" : "bot_callback";
        fields.put("status_change", run.change(from, to, reason, PythonJson.naive(run.minute(minute)), source));
        return message("to " + to, fields);
    }

    private Map<String, Object> meeting(String status, double minute) {
        Map<String, Object> fields = run.meeting(status, minute);
        fields.put("bot_container_id", "3f2f6d1a09b1");
        return fields;
    }

    private static Map<String, Object> named(String name, String part, Map<String, Object> fields) {
        var named = new LinkedHashMap<String, Object>();
        named.put("event_type", name);
        named.put(part, fields);
        return named;
    }

    static Message message(String what, Map<String, Object> fields) {
        return message(what, PythonJson.bytes(fields));
    }

    static Message message(String what, byte[] body) {
        return Message.posted(what, PROOF, new Body(body));
    }
}
