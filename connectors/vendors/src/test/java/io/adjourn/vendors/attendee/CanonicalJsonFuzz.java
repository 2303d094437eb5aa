package io.adjourn.vendors.attendee;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.adjourn.fuzzing.Promise;
import io.adjourn.vendors.Json;
import java.util.Arrays;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Any bytes as a body that Attendee signs: its canonical text says what the body says, is made of any spelling of the same
 * body, and exists for whatever Python could have sent.
 */
public final class CanonicalJsonFuzz {
    /** Digits that are read. */
    private static final int LONGEST_NUMBER = 400;

    private CanonicalJsonFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        Json json = Json.read(input);
        byte[] canonical = CanonicalJson.of(input);
        if (canonical == null) {
            Promise.holds(
                    !(json instanceof Json.Value(var node)) || !couldPythonSend(node),
                    "what Python could have sent has a canonical text");
            return;
        }
        Promise.holds(canonical.length <= input.length, "a canonical text is no longer than its body");
        Promise.same(Json.read(canonical), json, "a canonical text says what its body says");
        Promise.holds(
                Arrays.equals(CanonicalJson.of(canonical), canonical), "a canonical text is its own canonical text");
        if (json instanceof Json.Value(var node)) {
            Promise.holds(isInOrder(Json.read(canonical)), "keys are in the order of their code points");
            byte[] text = Json.write(node).getBytes(UTF_8);
            Promise.holds(
                    isAsLongAsNumbersMayBe(text) || Arrays.equals(CanonicalJson.of(text), canonicalOf(node)),
                    "another spelling has the same canonical text");
        }
        inAscii(canonical, json);
        withPythonsNumbers(canonical);
    }

    /** Whether a number at the end of the text is counted by one more digit than the same before a space: that is the reader's limit. */
    private static boolean isAsLongAsNumbersMayBe(byte[] text) {
        return text.length >= LONGEST_NUMBER && text[text.length - 1] >= '0' && text[text.length - 1] <= '9';
    }

    private static byte @Nullable [] canonicalOf(JsonNode node) {
        return CanonicalJson.of((" " + Json.write(node) + "\n").getBytes(UTF_8));
    }

    private static void inAscii(byte[] canonical, Json json) {
        byte[] ascii = CanonicalJson.inAscii(canonical);
        if (ascii == null) {
            for (byte b : canonical) {
                Promise.holds(b >= 0 && b <= '~', "what stays as it is is printable ASCII");
            }
            return;
        }
        Promise.holds(new String(ascii, US_ASCII).chars().allMatch(c -> c <= '~'), "ASCII is ASCII");
        Promise.same(Json.read(ascii), json, "in ASCII it says the same");
    }

    private static void withPythonsNumbers(byte[] canonical) {
        byte[] rewritten = PythonNumbers.in(canonical);
        if (rewritten == null) {
            return;
        }
        Promise.holds(PythonNumbers.in(rewritten) == null, "numbers are rewritten once");
        Json before = Json.read(canonical);
        Json after = Json.read(rewritten);
        if (before instanceof Json.Value(var one) && after instanceof Json.Value(var other)) {
            Promise.holds(isSameInDoubles(one, other), () -> "a rewritten number is the same double: " + one);
        } else if (before instanceof Json.Value) {
            Promise.holds(isTooLongANumber(rewritten), "with its numbers rewritten it is still JSON");
        }
    }

    /** A double of Python may be written with more digits than a reader takes: that is the reader's limit. */
    private static boolean isTooLongANumber(byte[] rewritten) {
        return Json.read(rewritten) instanceof Json.Malformed(var detail) && detail.contains("digits");
    }

    private static boolean couldPythonSend(JsonNode node) {
        if (node.isTextual()) {
            return isWhole(node.textValue());
        }
        if (node.isBigDecimal()) {
            return Double.isFinite(node.doubleValue());
        }
        for (var field : node.properties()) {
            if (!isWhole(field.getKey())) {
                return false;
            }
        }
        for (JsonNode child : node) {
            if (!couldPythonSend(child)) {
                return false;
            }
        }
        return true;
    }

    /** Without half a surrogate pair. */
    private static boolean isWhole(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private static boolean isInOrder(Json json) {
        return !(json instanceof Json.Value(var node)) || isInOrder(node);
    }

    private static boolean isInOrder(JsonNode node) {
        int[] last = null;
        for (var field : node.properties()) {
            int[] key = field.getKey().codePoints().toArray();
            if (last != null && Arrays.compare(last, key) >= 0) {
                return false;
            }
            last = key;
        }
        for (JsonNode child : node) {
            if (!isInOrder(child)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSameInDoubles(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            boolean integers = one.isIntegralNumber() && other.isIntegralNumber();
            return integers
                    ? one.bigIntegerValue().equals(other.bigIntegerValue())
                    : one.doubleValue() == other.doubleValue();
        }
        if (one.isContainerNode()) {
            if (one.getNodeType() != other.getNodeType() || one.size() != other.size()) {
                return false;
            }
            Iterator<JsonNode> others = other.iterator();
            for (JsonNode child : one) {
                if (!isSameInDoubles(child, others.next())) {
                    return false;
                }
            }
            return true;
        }
        return one.equals(other);
    }
}
