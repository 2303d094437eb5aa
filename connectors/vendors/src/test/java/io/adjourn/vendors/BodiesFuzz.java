package io.adjourn.vendors;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.adjourn.fuzzing.Promise;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Any bytes as a body: JSON is read as strictly as RFC 8259 wants it, and what the gateway finds in a body in passing is what
 * streams finds when it reads all of it, so that both give it the same key.
 */
public final class BodiesFuzz {
    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(Json.MAX_DEPTH)
                            .maxNumberLength(Json.MAX_NUMBER_LENGTH)
                            .maxNameLength(Json.MAX_KEY_LENGTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** 1e000 is written as 1: another type of number, and the same number. */
    private static final Comparator<JsonNode> BY_VALUE = (one, other) -> one.isNumber() && other.isNumber()
            ? one.decimalValue().compareTo(other.decimalValue())
            : one.equals(other) ? 0 : 1;

    private BodiesFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        // As streams finds it: all is read, once for all vendors, for reading is what takes the time here.
        var body = new Body(input);
        Json whole = body.json();

        if (whole instanceof Json.Value(var node)) {
            byte[] written = Json.write(node).getBytes(UTF_8);
            // Half a surrogate pair cannot be written in UTF-8.
            boolean writable = new String(written, UTF_8).equals(Json.write(node));
            Promise.holds(
                    !writable || (Json.read(written) instanceof Json.Value(var again) && node.equals(BY_VALUE, again)),
                    () -> "what was read and written is read again: " + node);
        }
        Promise.same(whole instanceof Json.Value, isStrictJson(input), "JSON is what a strict reader takes");
        Promise.same(whole, Json.read(input.clone()), "what was read once is read twice");
        if (whole instanceof Json.Malformed(var detail)) {
            Promise.holds(isPlain(detail), () -> "a detail is a short line in ASCII: " + detail);
        }
        for (Vendor vendor : Vendors.KNOWN.all()) {
            Subject subject = subjectInPassing(vendor, input);
            Promise.same(subjectInPassing(vendor, input.clone()), subject, "the same bytes have the same subject");
            Promise.same(subject, vendor.subjectOf(body), "the gateway and streams find the same subject");
            String key = subject.key("acme", body);
            Promise.holds(
                    key.startsWith("acme/")
                            && key.length() < 300
                            && key.indexOf('/', "acme/".length()) < key.length() - 1,
                    () -> "a key is short and begins with its source: " + key);
        }
    }

    /** As the gateway finds it. */
    private static Subject subjectInPassing(Vendor vendor, byte[] bytes) {
        return vendor.subjectOf(new Body(bytes));
    }

    private static boolean isStrictJson(byte[] bytes) {
        String text = text(bytes);
        if (text == null) {
            return false;
        }
        try {
            JsonNode node = STRICT.readTree(text);
            return !node.isMissingNode();
        } catch (JsonProcessingException | NumberFormatException e) {
            return false;
        }
    }

    private static @Nullable String text(byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    static boolean isPlain(String detail) {
        return !detail.isEmpty() && detail.length() <= 200 && detail.chars().allMatch(c -> c >= ' ' && c <= '~');
    }
}
