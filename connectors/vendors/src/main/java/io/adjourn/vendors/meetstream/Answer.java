package io.adjourn.vendors.meetstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.vendors.Json;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What MeetStream's API answers about one bot: the status that it is in now, when it went to which, and what it was asked for. An
 * answer is any JSON object; what is absent, null or of a useless type is null.
 */
record Answer(JsonNode body) {
    private static final List<String> IDS = List.of("BotID", "BotId", "bot_id", "id");
    private static final String STREAMING = "streaming";

    /** One status that the bot went to, and when; the word in the vendor's letters. */
    private record Entry(String status, JsonNode timestamp) {}

    /** The bot that it is about; null where it does not say. */
    @Nullable
    String bot() {
        for (String field : IDS) {
            String id = body.path(field).textValue();
            if (id != null) {
                return id;
            }
        }
        return null;
    }

    @Nullable
    String status() {
        return Json.words(body.path("Status"));
    }

    int steps() {
        return body.path("StatusTimeline").size();
    }

    /** The words of its timeline. */
    List<String> statuses() {
        return timeline().stream().map(Entry::status).toList();
    }

    /**
     * The bodies that the webhooks of its steps have, in the dialect of an account whose timeline is such. An end is among them
     * only where the status says so, too.
     */
    List<Payload> webhooks() {
        List<Entry> timeline = timeline();
        boolean newer = timeline.stream().anyMatch(entry -> Vocabulary.isOfNewerDialect(entry.status));
        var webhooks = new ArrayList<Payload>();
        for (Entry entry : timeline) {
            String event = Vocabulary.eventOf(entry.status);
            if (event != null && agreesTo(entry.status)) {
                webhooks.add(new Payload(webhook(event, entry, newer)));
            }
        }
        if (!webhooks.isEmpty() && webhooks.getLast().body() instanceof ObjectNode last) {
            // Once is enough, and a long timeline must not repeat it.
            last.set("custom_attributes", body.path("RequestPayload").path("custom_attributes"));
        }
        String manifest = Json.words(body.path("ManifestStatus"));
        if (Vocabulary.stepStatusOf(manifest) == StepStatus.SUCCESS) {
            webhooks.add(made(Product.MANIFEST));
        }
        return webhooks;
    }

    /** What the webhook says of a product that was made. */
    Payload made(Product product) {
        ObjectNode webhook = JsonNodeFactory.instance.objectNode();
        return new Payload(webhook.put("event", product.made()).put(product.statusField(), "Success"));
    }

    /**
     * What the bot was asked for, by the request that made it: sound always. What is transcribed while the meeting goes on leaves
     * no transcript. Null where the request does not say whether anything is to be transcribed.
     */
    @Nullable
    Set<ArtifactKind> expects() {
        JsonNode request = body.path("RequestPayload");
        JsonNode transcript = request.path("recording_config").path("transcript");
        if (!transcript.isObject()) {
            return null;
        }
        Set<ArtifactKind> asked = EnumSet.of(ArtifactKind.AUDIO);
        if (request.path("video_required").booleanValue()) {
            asked.add(ArtifactKind.VIDEO);
        }
        if (isMadeAfterwards(transcript)) {
            asked.add(ArtifactKind.TRANSCRIPT);
        }
        return asked;
    }

    private static boolean isMadeAfterwards(JsonNode transcript) {
        JsonNode provider = transcript.path("provider");
        JsonNode named = provider.isObject() ? provider : transcript;
        for (Map.Entry<String, JsonNode> field : named.properties()) {
            if (!field.getKey().toLowerCase(Locale.ROOT).contains(STREAMING)
                    && !field.getValue().isNull()) {
                return !String.valueOf(field.getValue().textValue())
                        .toLowerCase(Locale.ROOT)
                        .contains(STREAMING);
            }
        }
        return false;
    }

    private List<Entry> timeline() {
        var entries = new ArrayList<Entry>();
        for (Map.Entry<String, JsonNode> state : body.path("StatusTimeline").properties()) {
            JsonNode value = state.getValue();
            String status = value.path("status").textValue();
            JsonNode timestamp = value.isTextual() ? value : value.path("timestamp");
            // Without a time, nothing tells that it is the step that a webhook tells of.
            if (!timestamp.isMissingNode() && !timestamp.isNull()) {
                entries.add(new Entry(status == null ? state.getKey() : status, timestamp));
            }
        }
        return entries;
    }

    /** Whether the status that the bot is in now does not contradict that it went there. */
    private boolean agreesTo(String step) {
        String now = status();
        if (now == null) {
            return true;
        }
        if (Vocabulary.isDone(step)) {
            return Vocabulary.isDone(now);
        }
        return Vocabulary.endOf(step) == null || step.equalsIgnoreCase(now) || Vocabulary.followsTheEnd(now);
    }

    private ObjectNode webhook(String event, Entry entry, boolean newer) {
        ObjectNode webhook = JsonNodeFactory.instance.objectNode();
        webhook.put("event", Vocabulary.endOf(entry.status) == null ? event : Vocabulary.STOPPED);
        if (newer) {
            webhook.put("bot_event", event);
        }
        webhook.put("bot_status", entry.status).set("timestamp", entry.timestamp);
        return webhook;
    }
}
