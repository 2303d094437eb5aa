package io.adjourn.vendors.meetingbaasv1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.adjourn.vendors.Json;
import io.adjourn.vendors.VendorTime;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Meeting BaaS' first API answers about one bot: the bot, its files and what was said. An answer is any JSON object; what is absent,
 * null or of a useless type is null.
 */
record Answer(JsonNode body) {
    private static final String AUDIO = "audio";
    private static final String MP4 = "mp4";

    /** How long after its end a run's files are there, if there are any. */
    private static final Duration WRITTEN_BY = Duration.ofHours(1);

    /** The bot that it is about. */
    @Nullable
    String bot() {
        String uuid = bots().path("uuid").textValue();
        return uuid == null ? bots().path("bot_id").textValue() : uuid;
    }

    /** When the run was over; null where that is not said. */
    @Nullable
    VendorTime endedAt() {
        VendorTime exited = VendorTime.of(bots().path("exited_at"));
        return exited == null ? VendorTime.of(bots().path("ended_at")) : exited;
    }

    @Nullable
    VendorTime joinedAt() {
        return VendorTime.of(bots().path("joined_at"));
    }

    /** Why the run failed, in the vendor's word. */
    @Nullable
    String errors() {
        String errors = Json.words(bots().path("errors"));
        return errors == null || errors.isBlank() ? null : errors;
    }

    /** How long the bot was in the meeting; null where that is not said, and for one that never was. */
    @Nullable
    Double durationSeconds() {
        double seconds =
                body.path("duration").isNumber() ? body.path("duration").doubleValue() : 0;
        return seconds > 0 && Double.isFinite(seconds) ? seconds : null;
    }

    /**
     * The body that the webhook of its end has; empty where the run is not over, or just was and has no file: that may still be
     * written. One that failed and has a file contradicts itself: neither is reported.
     *
     * @param answeredAt when the answer came
     */
    List<Payload> webhooks(Instant answeredAt) {
        boolean hasFile = isFilled(body.path(MP4)) || isFilled(body.path(AUDIO));
        if (errors() != null) {
            return hasFile ? List.of() : List.of(new Payload(failed()));
        }
        VendorTime ended = endedAt();
        Instant end = ended == null ? null : ended.instant();
        boolean hasNone = bots().path("errors").isNull() && joinedAt() != null;
        boolean isOver = end != null && (hasFile || (hasNone && end.isBefore(answeredAt.minus(WRITTEN_BY))));
        return isOver ? List.of(new Payload(completed())) : List.of();
    }

    private ObjectNode failed() {
        ObjectNode webhook = webhook("failed");
        webhook.withObject("/data").put("error", errors());
        return webhook;
    }

    private ObjectNode completed() {
        ObjectNode webhook = webhook("complete");
        ObjectNode data = webhook.withObject("/data");
        for (String field : List.of(MP4, AUDIO)) {
            if (isFilled(body.path(field))) {
                data.set(field, body.path(field));
            } else if (field.equals(MP4) && body.has(field)) {
                // No sound is not worth a word to the webhook either.
                data.putNull(field);
            }
        }
        JsonNode transcripts = bots("transcripts");
        if (transcripts.isArray()) {
            if (!transcripts.isEmpty()) {
                data.set("transcript", transcripts);
            }
            ArrayNode speakers = data.putArray("speakers");
            speakersIn(transcripts).forEach(speakers::add);
        }
        return webhook;
    }

    /** Whether it says what was said, or that nothing was. */
    boolean hasTranscripts() {
        return bots("transcripts").isArray();
    }

    private static Set<String> speakersIn(JsonNode transcripts) {
        var speakers = new LinkedHashSet<String>();
        for (JsonNode utterance : transcripts) {
            String speaker = utterance.path("speaker").textValue();
            if (speaker != null) {
                speakers.add(speaker);
            }
        }
        return speakers;
    }

    private ObjectNode webhook(String event) {
        ObjectNode webhook = JsonNodeFactory.instance.objectNode().put("event", event);
        ObjectNode data = webhook.putObject("data").put("bot_id", bot());
        for (String field : List.of("extra", "event_uuid")) {
            if (bots().hasNonNull(field)) {
                data.set(field, bots().path(field));
            }
        }
        return webhook;
    }

    /** A link; an empty one stands for none. */
    private static boolean isFilled(JsonNode link) {
        return link.isTextual() && !link.textValue().isBlank();
    }

    private JsonNode bots() {
        return bots("bot");
    }

    private JsonNode bots(String part) {
        return body.path("bot_data").path(part);
    }
}
