package io.adjourn.vendors;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Bodies that nobody should send. */
final class Hostile {
    private static final JsonMapper ESCAPING =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private Hostile() {}

    /** Bodies that are bad whatever the vendor, by what is bad about them. */
    static Map<String, byte[]> bodies() {
        return Map.ofEntries(
                Map.entry("nothing", utf8("")),
                Map.entry("white space", utf8(" \n\t ")),
                Map.entry("null", utf8("null")),
                Map.entry("a text", utf8("\"bot.joining\"")),
                Map.entry("a number", utf8("1e9999")),
                Map.entry("an empty object", utf8("{}")),
                Map.entry("an empty array", utf8("[]")),
                Map.entry("an array of objects", utf8("[{\"bot_id\":\"b-1\",\"event\":\"bot.joining\"}]")),
                Map.entry("65 deep", utf8("[".repeat(65) + "]".repeat(65))),
                Map.entry("65 deep in an object", utf8("{\"a\":".repeat(65) + "1" + "}".repeat(65))),
                Map.entry("10,000 deep", utf8("[".repeat(10_000) + "]".repeat(10_000))),
                Map.entry("10,000 deep in objects", utf8("{\"a\":".repeat(10_000))),
                Map.entry("a NUL outside", utf8("{}\u0000")),
                Map.entry("a NUL in a text", utf8("{\"bot_id\":\"b\u0000\"}")),
                Map.entry("an escaped NUL", utf8("{\"bot_id\":\"b\\u0000\",\"event\":\"bot.joining\"}")),
                Map.entry("ISO 8859-1", "{\"bot_id\":\"b-1\",\"message\":\"Accès\"}".getBytes(ISO_8859_1)),
                Map.entry("UTF-16 with a mark", "{\"bot_id\":\"b-1\"}".getBytes(UTF_16)),
                Map.entry("UTF-16 without", "{\"bot_id\":\"b-1\"}".getBytes(UTF_16LE)),
                Map.entry("a byte order mark", utf8("\uFEFF{\"bot_id\":\"b-1\"}")),
                Map.entry("overlong UTF-8", bytes("{\"bot_id\":\"", 0xC1, 0xA1, "\"}")),
                Map.entry("a surrogate in UTF-8", bytes("{\"bot_id\":\"", 0xED, 0xA0, 0x80, "\"}")),
                Map.entry("beyond Unicode", bytes("{\"bot_id\":\"", 0xF4, 0x90, 0x80, 0x80, "\"}")),
                Map.entry("half a character", bytes("{\"bot_id\":\"", 0xE2, 0x82)),
                Map.entry("a lone surrogate", utf8("{\"bot_id\":\"\\ud800\",\"event\":\"\\udc00\"}")),
                Map.entry("a lone surrogate in a key", utf8("{\"bot_id\":\"b-1\",\"\\ud800\":1}")),
                Map.entry("surrogates the wrong way round", utf8("{\"\\udd1e\\ud834\":\"\\udd1e\\ud834\"}")),
                Map.entry("the same lone surrogate twice", utf8("{\"\\udfff\":1,\"\\uDFFF\":2}")),
                Map.entry("keys that UTF-16 puts in another order", utf8("{\"\uffff\":1,\"𝄞\":2,\"\ue000\":3}")),
                Map.entry("a key beyond the BMP, repeated as escapes", utf8("{\"𝄞\":1,\"\\ud834\\udd1e\":2}")),
                Map.entry("a repeated key", utf8("{\"bot_id\":\"b-1\",\"bot_id\":\"b-2\"}")),
                Map.entry("a repeated key, escaped", utf8("{\"bot_id\":\"b-1\",\"bot\\u005fid\":\"b-2\"}")),
                Map.entry("a repeated key below", utf8("{\"data\":{\"a\":1,\"a\":1}}")),
                Map.entry("1e9999", utf8("{\"bot_id\":\"b-1\",\"status_code\":1e9999,\"timestamp\":1e9999}")),
                Map.entry(
                        "beyond double",
                        utf8("{\"bot_id\":\"b-1\",\"a\":[1e309,-1.8e308,5e-400,1e400],\"timestamp\":1e309}")),
                Map.entry(
                        "beyond long",
                        utf8("{\"bot_id\":\"b-1\",\"timestamp\":9223372036854775808,\"status_code\":-1"
                                + "0".repeat(300) + "}")),
                Map.entry("1e999999999", utf8("{\"bot_id\":\"b-1\",\"status_code\":1e999999999}")),
                Map.entry("an impossible exponent", utf8("{\"status_code\":-1e99999999999}")),
                Map.entry("an impossible small one", utf8("{\"status_code\":1e-2147483648}")),
                Map.entry("500 digits", utf8("{\"timestamp\":" + "9".repeat(500) + "}")),
                Map.entry("two values", utf8("{} {}")),
                Map.entry("a comment", utf8("/* */{}")),
                Map.entry("a very long key", utf8("{\"" + "k".repeat(60_000) + "\":1}")),
                Map.entry("100,000 keys", utf8(manyKeys())),
                Map.entry("a form", utf8("bot_id=b-1&event=bot.joining")),
                Map.entry("HTML", utf8("<html><body>502</body></html>")));
    }

    /** Bodies of that many bytes that cost whoever reads them more time or memory than others. */
    static Map<String, byte[]> bodiesOf(int bytes) {
        return Map.ofEntries(
                Map.entry("numbers", filled(bytes, "{\"a\":[", "1.5,", "0]}")),
                Map.entry("long numbers", filled(bytes, "{\"a\":[", "-2.2250738585072011e-308,", "0]}")),
                Map.entry("escapes", filled(bytes, "{\"a\":\"", "\\ud834\\udd1e", "\"}")),
                Map.entry("lists", filled(bytes, "{\"a\":[", "[],", "0]}")),
                Map.entry("objects", filled(bytes, "{\"a\":[", "{},", "0]}")),
                Map.entry("depth", filled(bytes, "", "[", "")),
                Map.entry("keys", filled(bytes, "{", i -> "\"k" + i + "\":0,", "\"end\":0}")));
    }

    /** Further such bodies, for whoever reads them at little cost. */
    static Map<String, byte[]> furtherBodiesOf(int bytes) {
        return Map.ofEntries(
                Map.entry("numbers of many digits", filled(bytes, "{\"a\":[", i -> "9".repeat(400) + ",", "0]}")),
                Map.entry("control characters", filled(bytes, "{\"a\":\"", "\\u0001", "\"}")),
                Map.entry("a text", filled(bytes, "{\"event\":\"", "é", "\"}")),
                Map.entry("lists with one element", filled(bytes, "{\"a\":[", "[0],", "0]}")),
                Map.entry("objects with one field", filled(bytes, "{\"a\":[", "{\"\":0},", "0]}")),
                Map.entry(
                        "short keys",
                        filled(bytes, "{", i -> "\"" + Character.toString('Ā' + i % 40_000) + "\":0,", "\"\":0}")),
                Map.entry("keys in data", filled(bytes, "{\"data\":{", i -> "\"k" + i + "\":0,", "\"end\":0}}")),
                Map.entry(
                        "keys at every depth",
                        filled(
                                bytes,
                                "{\"data\":".repeat(60),
                                i -> (i == 0 ? "{\"k" : ",\"k") + i + "\":0",
                                "}".repeat(61))),
                Map.entry("keys backwards", filled(bytes, "{", i -> "\"" + ((1 << 30) - i) + "\":0,", "\"\":0}")),
                Map.entry("one key again and again", filled(bytes, "{", "\"a\":0,", "\"end\":0}")),
                Map.entry("the key of the session again", filled(bytes, "{", "\"bot_id\":0,", "\"end\":0}")),
                Map.entry("escaped keys", filled(bytes, "{", i -> "\"\\u0062ot_i\\u0064" + i + "\":0,", "\"end\":0}")),
                Map.entry("long keys", filled(bytes, "{", i -> "\"" + i + "k".repeat(49_000) + "\":0,", "\"end\":0}")));
    }

    /**
     * The bodies that come of giving each field of the object, at every depth, each wrong value, or taking it away, and of
     * adding one with an odd name.
     */
    static List<byte[]> withOneFieldWrong(JsonNode object) {
        var bodies = new ArrayList<byte[]>();
        JsonNode copy = object.deepCopy();
        forEachField(copy, copy, whole -> bodies.add(utf8(escaped(whole))));
        return bodies;
    }

    /** One to four random changes of the bytes. */
    static byte[] mutated(byte[] body, Random random) {
        byte[] mutated = body.clone();
        for (int changes = 1 + random.nextInt(4); changes > 0 && mutated.length > 0; changes--) {
            mutated = changedOnce(mutated, random);
        }
        return mutated;
    }

    private static byte[] changedOnce(byte[] body, Random random) {
        int at = random.nextInt(body.length);
        int to = at + random.nextInt(Math.min(40, body.length - at) + 1);
        return switch (random.nextInt(5)) {
            case 0 -> spliced(body, at, at + 1, new byte[] {(byte) random.nextInt()});
            case 1 -> spliced(body, at, to, new byte[0]);
            case 2 -> spliced(body, at, at, Arrays.copyOfRange(body, at, to));
            case 3 -> spliced(body, at, at, utf8(TOKENS.get(random.nextInt(TOKENS.size()))));
            default -> spliced(body, at, at + 1, utf8(TOKENS.get(random.nextInt(TOKENS.size()))));
        };
    }

    private static byte[] spliced(byte[] body, int from, int to, byte[] middle) {
        var out = new ByteArrayOutputStream();
        out.write(body, 0, from);
        out.writeBytes(middle);
        out.write(body, to, body.length - to);
        return out.toByteArray();
    }

    private static void forEachField(JsonNode whole, JsonNode part, Consumer<JsonNode> seen) {
        if (part instanceof ObjectNode object) {
            for (String name : ODD_NAMES) {
                object.put(name, name);
                seen.accept(whole);
                object.remove(name);
            }
            for (var field : List.copyOf(object.properties())) {
                String name = field.getKey();
                JsonNode right = field.getValue();
                for (JsonNode wrong : WRONG_VALUES) {
                    object.set(name, wrong);
                    seen.accept(whole);
                }
                object.remove(name);
                seen.accept(whole);
                object.set(name, right);
                forEachField(whole, right, seen);
            }
        } else if (part instanceof ArrayNode array) {
            array.forEach(element -> forEachField(whole, element, seen));
        }
    }

    private static final List<String> TOKENS = List.of(
            "\"",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "null",
            "true",
            "1e9999",
            "-",
            "\\",
            "\\u0000",
            "\\ud800",
            "\u0000",
            "0",
            "\"bot_id\":",
            "\"event\":\"bot.stopped\",",
            "/",
            " ",
            "\uFEFF",
            "é",
            "𝄞");

    private static final List<String> ODD_NAMES = List.of("", "*", "a.b", "\ud800", "𝄞", "\uffff", "\u0000");

    private static final JsonNode WRONG_VALUES =
            ((Json.Value) Json.read(utf8("""
                    [null, true, false, 0, -1, 5, 1.5, -0.0, 1e309, 5e-400, 1e9999, 1e999999999, 99999999999999999999, "", " ", "x", "a/b",
                     "\\u0000", "\\ud800", "ünïcødé", "%s", [], [1], ["bot.joining"], {}, {"id": "b-1"}, {"a": {"b": []}},
                     {"\\ud800": "\\udc00"}, {"𝄞": 1, "\\uffff": 2}]
                    """.formatted("long".repeat(200))))).node();

    private static String manyKeys() {
        return IntStream.range(0, 100_000)
                .mapToObj(i -> "\"k" + i + "\":" + i)
                .collect(Collectors.joining(",", "{\"bot_id\":\"b-1\",", "}"));
    }

    /** In exactly that many bytes: as many in the middle as fit, all alike, then spaces. */
    private static byte[] filled(int bytes, String begin, String middle, String end) {
        var body = new byte[bytes];
        Arrays.fill(body, (byte) ' ');
        byte[] first = utf8(begin);
        byte[] part = utf8(middle);
        byte[] last = utf8(end);
        System.arraycopy(first, 0, body, 0, first.length);
        int parts = (bytes - first.length - last.length) / part.length;
        int at = first.length;
        for (int i = 0; i < parts; i++) {
            System.arraycopy(part, 0, body, at, part.length);
            at += part.length;
        }
        System.arraycopy(last, 0, body, at, last.length);
        return body;
    }

    /** In exactly that many bytes: as many in the middle as fit, by their number, then spaces. */
    private static byte[] filled(int bytes, String begin, IntFunction<String> middle, String end) {
        var body = new ByteArrayOutputStream(bytes);
        body.writeBytes(utf8(begin));
        byte[] next = utf8(middle.apply(0));
        for (int i = 1; body.size() + next.length + end.length() <= bytes; i++) {
            body.writeBytes(next);
            next = utf8(middle.apply(i));
        }
        body.writeBytes(utf8(end));
        body.writeBytes(utf8(" ".repeat(bytes - body.size())));
        return body.toByteArray();
    }

    /** In ASCII, as some vendors write: what is no character survives only so. */
    private static String escaped(JsonNode node) {
        try {
            return ESCAPING.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    /** Texts and single bytes in a row. */
    private static byte[] bytes(Object... parts) {
        var out = new ByteArrayOutputStream();
        for (Object part : parts) {
            if (part instanceof String text) {
                out.writeBytes(utf8(text));
            } else {
                out.write((Integer) part);
            }
        }
        return out.toByteArray();
    }
}
