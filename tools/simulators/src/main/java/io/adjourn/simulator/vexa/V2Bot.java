package io.adjourn.simulator.vexa;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.simulator.PythonJson;
import io.adjourn.simulator.SimulatedMeeting.Message;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run in dialect V2: every step untyped with its connection alone, and some under a name of their own with all of it, too. */
record V2Bot(Run run) {
    private static final Map<String, String> NAMES =
            Map.of("active", "meeting.started", "completed", "meeting.completed", "failed", "bot.failed");

    /** A step under all its names. */
    List<Message> change(@Nullable String from, String to, @Nullable String reason, double minute) {
        String name = NAMES.get(to);
        Message untyped = untyped(from, to, reason, minute);
        return name == null ? List.of(untyped) : List.of(untyped, typed(name, from, to, reason, minute));
    }

    /** The end under both its names. */
    List<Message> end(String from, @Nullable String reason) {
        return change(from, run.course().status(), reason, run.course().over());
    }

    /** The end as it is sent to subscribers of nothing in particular. */
    Message completed() {
        return typed(
                "meeting.completed", "active", "completed", null, run.course().over());
    }

    /** A name that nobody knows yet. */
    Message unheardOf(double minute) {
        return envelope("meeting.renamed", "renamed", minute)
                .around("meeting.renamed", Map.of("meeting", meeting("active", minute)));
    }

    private Message untyped(@Nullable String from, String to, @Nullable String reason, double minute) {
        var meeting = new LinkedHashMap<String, Object>();
        meeting.put("connection_id", run.connection());
        meeting.put("status", to);
        meeting.put("completion_reason", reasonAt(minute));
        meeting.put("failure_stage", stageAt(minute));
        meeting.put("data", Map.of("status_transition", List.of()));
        var change = new LinkedHashMap<String, Object>();
        change.put("old_status", from);
        change.put("new_status", to);
        change.put("reason", reason);
        change.put("transition_source", "bot_callback");
        var data = new LinkedHashMap<String, Object>();
        data.put("meeting", meeting);
        data.put("status_change", change);
        return envelope("meeting.status_change", to, minute).around("meeting.status_change", data);
    }

    private Message typed(String name, @Nullable String from, String to, @Nullable String reason, double minute) {
        var data = new LinkedHashMap<String, Object>();
        data.put("meeting", meeting(to, minute));
        if (!name.equals("meeting.completed")) {
            data.put("status_change", run.change(from, to, reason, time(minute), "bot_callback"));
        }
        return envelope(name, to, minute).around(name, data);
    }

    private Map<String, Object> meeting(String status, double minute) {
        Map<String, Object> fields = run.meeting(status, minute);
        fields.put("completion_reason", reasonAt(minute));
        fields.put("failure_stage", stageAt(minute));
        fields.put("service_provenance", run.isOver(minute) ? provenance() : null);
        return fields;
    }

    private Map<String, Object> provenance() {
        Course course = run.course();
        boolean joined = run.hasJoined(course.over());
        var fields = new LinkedHashMap<String, Object>();
        fields.put("bot_admitted_at", joined ? time(course.joined()) : null);
        fields.put("bot_departed_at", joined ? time(course.over()) : null);
        fields.put("bot_outcome", joined ? "served" : "never_admitted");
        fields.put("transcription_provider", "vexa");
        fields.put("transcription_outcome", joined ? "served" : "no_output");
        fields.put("lifecycle_contract_version", "2026-07-28");
        return fields;
    }

    private @Nullable String reasonAt(double minute) {
        return run.isOver(minute) ? run.course().completionReason() : null;
    }

    private @Nullable String stageAt(double minute) {
        return run.isOver(minute) ? run.course().failureStage() : null;
    }

    private Envelope envelope(String name, String status, double minute) {
        return new Envelope(eventId(run.connection(), name, status), time(minute));
    }

    private String time(double minute) {
        Instant time = run.minute(minute);
        return PythonJson.naive(time) + "Z";
    }

    /** The same for the same step under the same name, whenever it is sent. */
    static String eventId(String connection, String name, String status) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((connection + "|" + name + "|" + status).getBytes(UTF_8));
            return "evt_" + HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
