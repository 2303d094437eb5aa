package io.adjourn.vendors.attendee;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.adjourn.vendors.Json;
import io.adjourn.vendors.VendorTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Attendee's API answers about one bot: its steps, each with the very time that its webhook has, and no state beside it. An
 * answer is any JSON object; what is absent, null or of a useless type is null.
 */
record Answer(JsonNode body) {
    private static final String SCHEDULED = "scheduled";
    private static final String METADATA = "metadata";

    /** The bot that it is about. */
    @Nullable
    String bot() {
        return body.path("id").textValue();
    }

    /** The state that the bot is in now. */
    @Nullable
    String state() {
        return Json.words(body.path("state"));
    }

    @Nullable
    String recordingState() {
        return Json.words(body.path("recording_state"));
    }

    @Nullable
    String transcriptionState() {
        return Json.words(body.path("transcription_state"));
    }

    @Nullable
    String meetingUrl() {
        return Json.words(body.path("meeting_url"));
    }

    int steps() {
        return body.path("events").size();
    }

    /** The names of its steps. */
    List<String> eventTypes() {
        var types = new ArrayList<String>();
        for (JsonNode event : body.path("events")) {
            String type = Json.words(event.path("type"));
            if (type != null) {
                types.add(type);
            }
        }
        return types;
    }

    /**
     * The bodies that the webhooks of its steps have. An end is among them only where the state says so, too; a bot that has not
     * set out yet has one of its being scheduled, of which no webhook tells.
     */
    List<Payload> webhooks() {
        List<JsonNode> events = inOrder();
        var webhooks = new ArrayList<Payload>();
        String before = null;
        String joined = Vocabulary.RECORDING;
        for (int i = 0; i < events.size(); i++) {
            JsonNode event = events.get(i);
            String type = Json.words(event.path("type"));
            String after = type == null ? null : Vocabulary.stateAfter(type, joined);
            if (after == null && i == events.size() - 1) {
                after = state();
            }
            if (after != null && type != null) {
                if (Vocabulary.isJoined(after)) {
                    joined = after;
                }
                if (agreesTo(after)) {
                    webhooks.add(new Payload(webhook(event, type, before, after)));
                }
                before = after;
            }
        }
        if (webhooks.isEmpty() && SCHEDULED.equals(state())) {
            webhooks.add(new Payload(scheduled()));
        }
        if (!webhooks.isEmpty() && webhooks.getLast().body() instanceof ObjectNode last) {
            // Once is enough, and a long list of steps must not repeat it.
            last.set("bot_metadata", body.path(METADATA));
        }
        return webhooks;
    }

    /** Whether what the bot is in now does not contradict that it went there. */
    private boolean agreesTo(String state) {
        String now = state();
        if (Vocabulary.DATA_DELETED.equals(state)) {
            return state.equals(now);
        }
        return !Vocabulary.isEnd(state) || now == null || now.equals(state) || now.equals(Vocabulary.DATA_DELETED);
    }

    /** Those with a time: without one, nothing tells that it is the step that a webhook tells of. */
    private List<JsonNode> inOrder() {
        var events = new ArrayList<JsonNode>();
        for (JsonNode event : body.path("events")) {
            if (event.hasNonNull("created_at")) {
                events.add(event);
            }
        }
        events.sort(Comparator.comparing(Answer::time));
        return events;
    }

    private static Instant time(JsonNode event) {
        VendorTime time = VendorTime.of(event.path("created_at"));
        return time == null || time.instant() == null ? Instant.MAX : time.instant();
    }

    private ObjectNode webhook(JsonNode event, String type, @Nullable String before, String after) {
        ObjectNode webhook = JsonNodeFactory.instance.objectNode();
        ObjectNode data = named(webhook);
        data.put("event_type", type).set("event_sub_type", event.path("sub_type"));
        data.put("old_state", before).put("new_state", after).set("created_at", event.path("created_at"));
        ObjectNode metadata = data.putObject("event_metadata");
        if ("staged".equals(type)) {
            metadata.set("join_at", body.path("join_at"));
        }
        if (Vocabulary.isEnd(after) && "failed".equals(transcriptionState())) {
            metadata.putArray("transcription_errors").add("transcription_state failed");
        }
        return webhook;
    }

    private ObjectNode scheduled() {
        ObjectNode webhook = JsonNodeFactory.instance.objectNode();
        ObjectNode data = named(webhook).put("new_state", SCHEDULED);
        data.putObject("event_metadata").set("join_at", body.path("join_at"));
        return webhook;
    }

    /** The envelope of a webhook of this bot, to be filled. */
    private ObjectNode named(ObjectNode webhook) {
        webhook.put("trigger", "bot.state_change").set("bot_id", body.path("id"));
        return webhook.putObject("data");
    }
}
