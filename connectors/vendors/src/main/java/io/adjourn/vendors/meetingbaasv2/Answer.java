package io.adjourn.vendors.meetingbaasv2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.vendors.IsoTime;
import io.adjourn.vendors.Json;
import io.adjourn.vendors.VendorTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Meeting BaaS' API answers about one bot: the fields of its last webhook, and the status that it is in now. An answer is any JSON
 * object; what is absent, null or of a useless type is null.
 */
record Answer(JsonNode body) {
    private static final String COMPLETED = "completed";
    private static final String FAILED = "failed";
    private static final String CREATED = "created_at";
    private static final String JOINED = "joined_at";

    /** What a webhook of the end has, too, by the same name. */
    private static final List<String> SHARED = List.of(
            "bot_id",
            "event_id",
            JOINED,
            "exited_at",
            "duration_seconds",
            "participants",
            "speakers",
            "transcription_provider",
            "transcription_ids",
            "error_code",
            "error_message");

    /** What it says of the bot, without what every answer is wrapped in. */
    JsonNode data() {
        JsonNode data = body.path("data");
        return data.isObject() ? data : body;
    }

    /** The bot that it is about. */
    @Nullable
    String bot() {
        return data().path("bot_id").textValue();
    }

    /** The word for the status that the bot is in now; some answers have an object of it. */
    @Nullable
    String status() {
        JsonNode status = data().path("status");
        return Json.words(status.isObject() ? status.path("code") : status);
    }

    /** Whether the vendor says that the question went wrong, though it answers. */
    boolean isRefusal() {
        return body.path("success").isBoolean() && !body.path("success").booleanValue();
    }

    /** When the run was over; null where that is not said. */
    @Nullable
    VendorTime endedAt() {
        VendorTime exited = VendorTime.of(data().path("exited_at"));
        return exited == null ? VendorTime.of(data().path("ended_at")) : exited;
    }

    /**
     * The bodies that its webhooks have: of its end, where the answer has an end and no error that contradicts it, or the other way
     * round; else of the steps that it dates. A step without a time might be older than what is known.
     *
     * @param askedAt when the answer came, which is when its links were signed
     */
    List<Payload> webhooks(Instant askedAt) {
        String status = status();
        if (COMPLETED.equals(status)) {
            boolean agrees = errorCode() == null && (endedAt() != null || data().hasNonNull("duration_seconds"));
            return agrees ? List.of(new Payload(completed(askedAt))) : List.of();
        }
        if (FAILED.equals(status)) {
            return errorCode() == null ? List.of() : List.of(new Payload(failed()));
        }
        var steps = new ArrayList<Payload>();
        if (status != null && endedAt() == null && errorCode() == null) {
            addStep(steps, "queued", CREATED);
            addStep(steps, "in_call_not_recording", JOINED);
        }
        return steps;
    }

    /** What the bot was asked for; null where that is not said. */
    @Nullable
    Set<ArtifactKind> expects() {
        JsonNode transcribed = data().path("transcription_enabled");
        if (!transcribed.isBoolean()) {
            return null;
        }
        Set<ArtifactKind> asked = EnumSet.of(
                "audio_only".equals(data().path("recording_mode").textValue())
                        ? ArtifactKind.AUDIO
                        : ArtifactKind.RECORDING);
        if (transcribed.booleanValue()) {
            asked.add(ArtifactKind.TRANSCRIPT);
        }
        return asked;
    }

    private @Nullable String errorCode() {
        return Json.words(data().path("error_code"));
    }

    private ObjectNode completed(Instant askedAt) {
        ObjectNode webhook = webhook("bot.completed");
        ObjectNode end = webhook.withObject("/data");
        end.put("sent_at", IsoTime.write(askedAt));
        end.put("data_deleted", data().path("artifacts_deleted").booleanValue());
        for (Product product : Product.values()) {
            for (String field : product.fields()) {
                JsonNode link = link(field);
                if (link.isNull() || isLink(link)) {
                    end.set(field, link);
                }
            }
        }
        return webhook;
    }

    /** Whatever else stands there is none. */
    private static boolean isLink(JsonNode link) {
        return link.isTextual() && link.textValue().startsWith("http");
    }

    /** Beside the bot, or among its artifacts. */
    private JsonNode link(String field) {
        JsonNode beside = data().path(field);
        return beside.isMissingNode() ? data().path("artifacts").path(field) : beside;
    }

    /** Without a time of sending: what tells one failure from another of the same code is not in an answer. */
    private ObjectNode failed() {
        return webhook("bot.failed");
    }

    private void addStep(List<Payload> steps, String code, String time) {
        if (data().hasNonNull(time)) {
            ObjectNode webhook = webhook("bot.status_change");
            webhook.withObject("/data").putObject("status").put("code", code).set(CREATED, data().path(time));
            steps.add(new Payload(webhook));
        }
    }

    private ObjectNode webhook(String event) {
        ObjectNode webhook = JsonNodeFactory.instance.objectNode().put("event", event);
        ObjectNode data = webhook.putObject("data");
        for (String field : SHARED) {
            if (data().has(field)) {
                data.set(field, data().path(field));
            }
        }
        webhook.set("extra", data().path("extra"));
        return webhook;
    }
}
