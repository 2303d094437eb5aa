package io.adjourn.vendors.meetstream;

import com.fasterxml.jackson.databind.JsonNode;
import io.adjourn.vendors.Json;
import io.adjourn.vendors.KnownFields;
import io.adjourn.vendors.Subject;
import io.adjourn.vendors.VendorTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a MeetStream body, which is any JSON object. Nothing is required here and reading never fails: what is
 * absent, null or of a useless type is null.
 */
record Payload(JsonNode body) {
    private static final int FIRST_FAILURE_CODE = 400;
    private static final String STATUS = "status";
    private static final List<String> STATUSES = Stream.concat(
                    Stream.of(Product.values()).map(Product::statusField), Stream.of(STATUS))
            .toList();
    private static final KnownFields FIELDS = KnownFields.of(
            "event",
            "bot_event",
            "bot_id",
            "bot_status",
            "message",
            "status_code",
            "timestamp",
            "custom_attributes.**",
            "audio_status",
            "transcript_status",
            "video_status",
            "manifest_status",
            STATUS,
            "deleted_objects",
            // Of what is being said.
            "speakerName",
            "speaker",
            "transcript",
            "utterance",
            "words.**",
            "is_final",
            "end_of_turn",
            "turn_is_formatted",
            "transcription_mode",
            "data.bot.id",
            "data.bot.metadata.**",
            "data.data.action",
            "data.data.participant.id",
            "data.data.participant.name",
            "data.data.participant.full_name",
            "data.data.participant.platform",
            "data.data.timestamp.absolute",
            "data.data.timestamp.relative");

    /** The bot. Participant events name it elsewhere than all others. */
    Subject subject() {
        Subject bot = Subject.meeting(body.path("bot_id").textValue());
        return bot instanceof Subject.Meeting
                ? bot
                : Subject.meeting(data("bot").path("id").textValue());
    }

    /** The generic name. */
    @Nullable
    String event() {
        return body.path("event").textValue();
    }

    /** The specific name, in M2. */
    @Nullable
    String botEvent() {
        return body.path("bot_event").textValue();
    }

    @Nullable
    String botStatus() {
        return words("bot_status");
    }

    @Nullable
    String message() {
        return words("message");
    }

    /** What became of the product, in the vendor's word: its own field, else, in M2, the common one. */
    @Nullable
    String statusOf(Product product) {
        String own = words(product.statusField());
        return own == null ? status() : own;
    }

    /** What became of a step after the call. */
    @Nullable
    String status() {
        return words(STATUS);
    }

    /** The fields that say so in a word that is not known. */
    List<String> unknownStatuses() {
        var unknown = new ArrayList<String>();
        for (String field : STATUSES) {
            if (StepStatus.of(words(field)) == StepStatus.UNKNOWN) {
                unknown.add(field);
            }
        }
        return unknown;
    }

    /** Whether the body says anything of the product. */
    boolean mentions(Product product) {
        return body.hasNonNull(product.statusField());
    }

    /** Whether it holds words that were said. */
    boolean isSpeech() {
        return body.path("transcript").isTextual() || body.path("words").isArray();
    }

    /** Whether the code says failure. That it does not says nothing: the documented code is always 200. */
    boolean hasFailureCode() {
        JsonNode code = body.path("status_code");
        return code.isIntegralNumber() && code.canConvertToInt() && code.intValue() >= FIRST_FAILURE_CODE;
    }

    /** When it happened. */
    @Nullable
    VendorTime time() {
        VendorTime time = VendorTime.of(body.path("timestamp"));
        return time == null ? VendorTime.of(data("data").path("timestamp").path("absolute")) : time;
    }

    /** The participant's id on the platform, in participant events. */
    @Nullable
    String participant() {
        return data("data").path("participant").path("id").textValue();
    }

    /** What the customer gave at the bot's creation, as JSON. */
    @Nullable
    String attributes() {
        return Json.writeIfFilled(body.path("custom_attributes"));
    }

    /** Where it has fields that are not known. */
    Set<String> unknownFields() {
        return FIELDS.unknownIn(body);
    }

    /** All of it, as JSON, but for what is withheld. */
    String whole() {
        return Json.writeForAll(body);
    }

    private JsonNode data(String part) {
        return body.path("data").path(part);
    }

    private @Nullable String words(String field) {
        return Json.words(body.path(field));
    }
}
