package io.adjourn.vendors.attendee;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{}                                          | {}",
                "[ ]                                         | []",
                "null                                        | null",
                " [ true , false , null ]                    | [true,false,null]",
                "{ \"b\" : 1 , \"a\" : [ 2 , 1 ] }           | {\"a\":[2,1],\"b\":1}",
                "{\"z\":{\"d\":1,\"c\":{}},\"a\":[{\"y\":1,\"x\":2}]} | {\"a\":[{\"x\":2,\"y\":1}],\"z\":{\"c\":{},\"d\":1}}",
                "{\"a\":1,\"B\":2,\"_\":3,\"10\":4,\"9\":5,\"\":6} | {\"\":6,\"10\":4,\"9\":5,\"B\":2,\"_\":3,\"a\":1}",
                "{\"ab\":1,\"a\":2}                          | {\"a\":2,\"ab\":1}",
                // Numbers as they are written.
                "[1.50,1E16,-0,1e-400,100000000000000000000] | [1.50,1E16,-0,1e-400,100000000000000000000]",
                // Escaped: quotation marks, backslashes, control characters; nothing else.
                "\"\\u0022\\u005c\\/\\u0008\\u0009\\u000A\\u000c\\u000D\\u0000\\u001F\" | \"\\\"\\\\/\\b\\t\\n\\f\\r\\u0000\\u001f\"",
                "\"\\u007f\\u00e9\\u20AC\\uD834\\uDD1E\"     | `\"\u007Fé€𝄞\"`",
                "\"é€𝄞\"                                     | \"é€𝄞\"",
                // By code point, before they are escaped.
                "{\"A\":1,\"\\u0001\":2,\"\\\\\":3,\"\\\"\":4} | {\"\\u0001\":2,\"\\\"\":4,\"A\":1,\"\\\\\":3}",
                "{\"a\\u007f\":1,\"a\\\"\":2,\"a\":3,\"a!\":4,\"a\\n\":5,\"a\\u001f\":6} | {\"a\":3,\"a\\n\":5,\"a\\u001f\":6,\"a!\":4,\"a\\\"\":2,\"a\u007F\":1}",
                "{\"\\ud83d\\ude00\":1,\"\\ufffd\":2,\"\\ud800\\udc00\":3,\"\\ue000\":4,\"a\":5} | {\"a\":5,\"\uE000\":4,\"\uFFFD\":2,\"\uD800\uDC00\":3,\"😀\":1}",
            })
    void shouldBeWhatPythonWritesSortedAndCompact(String body, String canonical) {
        assertThat(canonical(body)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1",
                "{\"a\":1,}",
                "{} {}",
                "{\"a\":1}x",
                "NaN",
                "[Infinity]",
                "[01]",
                "[1e400]",
                "[-1e400]",
                "[1e99999999999]",
                "{\"a\":1,\"a\":1}",
                "{\"a\":1,\"b\":2,\"\\u0061\":1}",
                "{\"b\":{\"a\":1,\"c\":2,\"a\":3},\"a\":1}",
                "\"\\ud800\"",
                "\"\\udc00\\ud800\"",
                "\"\\ud800x\"",
                "{\"\\udfff\":1}",
                "\"\u0001\"",
                "\uFEFF{}",
            })
    void shouldBeNothingThatPythonCouldNotHaveSent(String body) {
        assertThat(canonical(body)).isNull();
    }

    @Test
    void shouldBeNothingBeyondTheLimits() {
        assertThat(canonical("[".repeat(64) + "]".repeat(64))).hasSize(128);
        assertThat(canonical("[".repeat(65) + "]".repeat(65))).isNull();
        assertThat(canonical("9".repeat(400))).hasSize(400);
        assertThat(canonical("9".repeat(401))).isNull();
        assertThat(CanonicalJson.of(HexFormat.of().parseHex("22c1a122"))).isNull();
    }

    @Test
    void shouldBeTheSameWhateverTheOrderOfTheKeys() {
        var random = new Random(42);
        List<Integer> order = IntStream.range(0, 300).boxed().collect(Collectors.toList());
        String inOrder = canonical(nested(order));
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(order, random);
            assertThat(canonical(nested(order))).isEqualTo(inOrder);
        }
    }

    private static String nested(List<Integer> order) {
        return order.stream()
                .map(i -> "\"k" + i + "\": {\"b\": " + i + ", \"a\": [{}]}")
                .collect(Collectors.joining(", ", "{", "}"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "\"é€𝄞\"        | \"\\u00e9\\u20ac\\ud834\\udd1e\"",
                "\"~\u007F\u00A0\" | \"~\\u007f\\u00a0\"",
                "{\"ÿ\":1}       | {\"\\u00ff\":1}",
                // Nothing to change.
                "\"\\u001f ~\"   |",
            })
    void shouldEscapeAllBeyondPrintableAscii(String canonical, @Nullable String expected) {
        byte[] ascii = CanonicalJson.inAscii(canonical.getBytes(UTF_8));

        assertThat(ascii == null ? null : new String(ascii, UTF_8)).isEqualTo(expected);
    }

    private static @Nullable String canonical(String body) {
        byte[] canonical = CanonicalJson.of(body.getBytes(UTF_8));
        return canonical == null ? null : new String(canonical, UTF_8);
    }
}
