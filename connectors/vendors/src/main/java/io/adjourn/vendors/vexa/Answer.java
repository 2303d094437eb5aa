package io.adjourn.vendors.vexa;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.adjourn.vendors.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Vexa's API answers about one meeting: the same object as in its webhooks, with the trail of its statuses and its recordings in
 * its data. An answer is any JSON object; what is absent, null or of a useless type is null.
 */
record Answer(JsonNode body) {
    private static final String DATA = "data";
    private static final String TRAIL = "status_transition";
    private static final String RECORDINGS = "recordings";
    private static final String END = "end_time";
    private static final String PROVENANCE = "service_provenance";

    /** What a meeting says whatever its step. */
    private static final List<String> OF_THE_MEETING =
            List.of("id", "platform", "native_meeting_id", "constructed_meeting_url");

    /** What it says only once it has got so far. */
    private static final List<String> OF_THE_END =
            List.of("start_time", END, "duration_seconds", "completion_reason", "failure_stage", PROVENANCE);

    /** Vexa's number of it, in whatever type. */
    @Nullable
    String id() {
        return Json.words(body.path("id"));
    }

    @Nullable
    String status() {
        return Json.words(body.path("status"));
    }

    int facts() {
        int files = 0;
        for (JsonNode recording : recordings()) {
            files += 1 + recording.path("media_files").size();
        }
        return trail().size() + files;
    }

    /**
     * The bodies that the webhooks of its steps and recordings have. An end is among them only where both the status and the trail
     * say so; of a meeting without a trail, where both the status and the time of its end do.
     */
    List<Payload> webhooks() {
        var webhooks = new ArrayList<Payload>();
        int steps = trail().size();
        for (int i = 0; i < steps; i++) {
            JsonNode step = trail().path(i);
            String to = Json.words(step.path("to"));
            // Of a meeting that was opened again, an earlier end is not what its status says.
            boolean isLastEnd = i == steps - 1 && to != null && Vocabulary.isEnd(to);
            if (to != null && step.hasNonNull("timestamp") && !(isLastEnd && contradicts(to))) {
                webhooks.add(Payload.of(webhook(step, i == steps - 1, isLastEnd, to)));
            }
        }
        if (trail().isEmpty() && status() != null && Vocabulary.isEnd(status()) && body.hasNonNull(END)) {
            webhooks.add(Payload.of(withoutTrail()));
        }
        for (JsonNode recording : recordings()) {
            String status = Json.words(recording.path("status"));
            // One that is still being written is none yet, nor is one without a file.
            if (Vocabulary.FAILED.equals(status) || (Vocabulary.COMPLETED.equals(status) && hasFiles(recording))) {
                webhooks.add(Payload.of(made(recording)));
            }
        }
        return webhooks;
    }

    private static boolean hasFiles(JsonNode recording) {
        JsonNode files = recording.path("media_files");
        for (JsonNode file : files) {
            if (!file.hasNonNull("id")) {
                return false;
            }
        }
        return !files.isEmpty() || recording.hasNonNull("media_file_id");
    }

    private boolean contradicts(String end) {
        return status() != null && !end.equals(status());
    }

    /**
     * The step in the form of the newest dialect; the meeting in it is as it was then, as far as that is known. The last one alone has
     * all its data: once is enough, and a long trail must not repeat it.
     */
    private ObjectNode webhook(JsonNode step, boolean isLast, boolean isEnd, String to) {
        ObjectNode meeting = meeting(isEnd).put("status", to);
        if (isLast) {
            meeting.set(DATA, data(isEnd));
        } else {
            copy(body.path(DATA), "recording_enabled", meeting.putObject(DATA));
        }
        if (!isEnd) {
            for (String field : List.of("completion_reason", "failure_stage")) {
                copy(step, field, meeting);
            }
            if (body.has(PROVENANCE)) {
                // Of the newest dialect, all the same.
                meeting.putObject(PROVENANCE);
            }
            if (Vocabulary.isIn(to)) {
                copy(body, "start_time", meeting);
            }
        }
        ObjectNode change = JsonNodeFactory.instance.objectNode();
        for (String field : List.of("from", "to", "reason", "timestamp")) {
            copy(step, field, change);
        }
        change.set("transition_source", step.path("source"));
        return envelope("meeting.status_change", "meeting", meeting, change);
    }

    private ObjectNode withoutTrail() {
        ObjectNode meeting = meeting(true);
        meeting.set("status", body.path("status"));
        meeting.set(DATA, data(true));
        String event = Vocabulary.COMPLETED.equals(status()) ? "meeting.completed" : "bot.failed";
        return envelope(event, "meeting", meeting, null);
    }

    private ObjectNode made(JsonNode recording) {
        return envelope("recording.completed", "recording", recording, null);
    }

    private static ObjectNode envelope(String event, String part, JsonNode value, @Nullable ObjectNode change) {
        ObjectNode webhook = JsonNodeFactory.instance.objectNode().put("event_type", event);
        ObjectNode data = webhook.putObject(DATA);
        data.set(part, value);
        if (change != null) {
            data.set("status_change", change);
        }
        return webhook;
    }

    private ObjectNode meeting(boolean isOver) {
        ObjectNode meeting = JsonNodeFactory.instance.objectNode();
        for (String field : OF_THE_MEETING) {
            copy(body, field, meeting);
        }
        for (String field : OF_THE_END) {
            // Nulls tell, too: one who never got in has no time of it.
            if (isOver && body.has(field)) {
                meeting.set(field, body.path(field));
            }
        }
        return meeting;
    }

    /** Its data without the fields that are reported separately. */
    private ObjectNode data(boolean isOver) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        body.path(DATA).properties().forEach(field -> data.set(field.getKey(), field.getValue()));
        data.remove(List.of(TRAIL, RECORDINGS));
        return isOver ? data : data.remove(OF_THE_END);
    }

    private static void copy(JsonNode from, String field, ObjectNode to) {
        if (from.hasNonNull(field)) {
            to.set(field, from.path(field));
        }
    }

    private JsonNode trail() {
        return body.path(DATA).path(TRAIL);
    }

    private JsonNode recordings() {
        return body.path(DATA).path(RECORDINGS);
    }
}
