package io.adjourn.vendors.meetstream;

import com.fasterxml.jackson.databind.JsonNode;
import io.adjourn.vendors.Json;
import io.adjourn.vendors.Subject;
import io.adjourn.vendors.VendorTime;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a MeetStream body, which is any JSON object. Nothing is required here and reading never fails: what is
 * absent, null or of a useless type is null.
 */
record Payload(JsonNode body) {
    private static final int FIRST_FAILURE_CODE = 400;
    private static final String STATUS = "status";
    /** The bot. Participant events name it elsewhere than all others. */
    Subject bot() {
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

    /** The fields that say what became of a step, and in which word. */
    Map<String, String> stepStatuses() {
        var words = new HashMap<String, String>();
        for (Product product : Product.values()) {
            putIfSaid(words, product.statusField());
        }
        putIfSaid(words, STATUS);
        return words;
    }

    private void putIfSaid(Map<String, String> words, String field) {
        String word = words(field);
        if (word != null) {
            words.put(field, word);
        }
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
