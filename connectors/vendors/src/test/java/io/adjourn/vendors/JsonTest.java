package io.adjourn.vendors;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.vendors.Json.Malformed;
import io.adjourn.vendors.Json.Value;
import java.time.Duration;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // A key or value of the body appears in no answer.
                "``                            | the body is empty",
                "`  `                          | the body is empty",
                "{\"hush\":1,\"hush\":2}       | a key is repeated in its object at line 1, column 18",
                "{\"hush\":1,\"h\\u0075sh\":2} | a key is repeated in its object at line 1, column 23",
                "{\"a\":{\"hush\":1,\"hush\":2}} | a key is repeated in its object at line 1, column 23",
                "{} {}                         | more follows the value at line 1, column 4",
                "{}hush                        | not JSON at line 1, column 3",
                "{\"a\":hush}                  | not JSON at line 1, column 6",
                "{\"a\":\"hush                 | not JSON at line 1, column 11",
                "{'a':1}                       | not JSON at line 1, column 2",
                "{\"a\":01}                    | not JSON at line 1, column 7",
                "{\"a\":NaN}                   | not JSON at line 1, column 9",
                "{\"a\":\"\\q\"}               | not JSON at line 1, column 8",
                "/**/{}                        | not JSON at line 1, column 1",
                "{\"a\":1e99999999999}         | a number's exponent is out of all bounds",
                "{\"a\":1e-2147483648}         | a number's exponent is out of all bounds",
            })
    void shouldSayWhatIsWrongAndWhereAndQuoteNothing(String body, String detail) {
        assertThat(Json.read(body.getBytes(UTF_8))).isEqualTo(new Malformed(detail));
    }

    @ParameterizedTest
    @CsvSource({
        "ff,                not JSON's: no such byte in UTF-8",
        "c080,              NUL in two bytes",
        "c1a1,              a letter in two bytes",
        "e080af,            a slash in three",
        "eda080,            a surrogate",
        "f4908080,          beyond U+10FFFF",
        "f888808080,        five bytes",
        "e282,              cut short",
    })
    void shouldTakeOnlyUtf8(String hex, String why) {
        byte[] wrong = HexFormat.of().parseHex("7b2261223a22" + hex + "227d");

        assertThat(Json.read(wrong)).as(why).isEqualTo(new Malformed("not UTF-8 at byte 6"));
    }

    @Test
    void shouldNotGuessAnotherEncodingNorSkipAByteOrderMark() {
        assertThat(Json.read("{\"a\":1}".getBytes(UTF_16LE))).isInstanceOf(Malformed.class);
        assertThat(Json.read("\uFEFF{}".getBytes(UTF_8))).isEqualTo(new Malformed("not JSON at line 1, column 1"));
    }

    @Test
    void shouldRefuseNulOutsideOfEscapes() {
        assertThat(read("{\"a\":\"x\u0000\"}")).isInstanceOf(Malformed.class);
        assertThat(read("{}\u0000")).isInstanceOf(Malformed.class);
        assertThat(read("{\"a\":\"\\u0000\"}")).isInstanceOf(Value.class);
    }

    @Test
    void shouldReadUpToTheLimitsAndNotBeyond() {
        assertThat(read("[".repeat(64) + "]".repeat(64))).isInstanceOf(Value.class);
        assertThat(read("9".repeat(400))).isInstanceOf(Value.class);
        assertThat(read("{\"" + "k".repeat(50_000) + "\":1}")).isInstanceOf(Value.class);
        assertThat(read("[" + "1,".repeat(3_999_997) + "1]")).isInstanceOf(Value.class);

        var beyond = new Malformed(
                "nested deeper than 64, or a number longer than 400 digits, or a key longer than 50000 characters,"
                        + " or more than 4000000 keys, values and brackets");
        assertThat(read("[".repeat(65) + "]".repeat(65))).isEqualTo(beyond);
        assertThat(read("[".repeat(10_000))).isEqualTo(beyond);
        assertThat(read("9".repeat(401))).isEqualTo(beyond);
        assertThat(read("0." + "9".repeat(402))).isEqualTo(beyond);
        assertThat(read("{\"" + "k".repeat(50_001) + "\":1}")).isEqualTo(beyond);
        assertThat(read("[" + "1,".repeat(3_999_998) + "1]")).isEqualTo(beyond);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.10",
                "1E+9999",
                "1E+999999999",
                "0.0",
                "99999999999999999999",
                "\"\\u0000\"",
                "\"𝄞 é\"",
                "{\"b\":1,\"a\":[]}"
            })
    void shouldWriteWhatItReadWithoutChangingIt(String body) {
        assertThat(read(body))
                .isInstanceOfSatisfying(
                        Value.class,
                        value -> assertThat(Json.write(value.node())).isEqualTo(body));
    }

    @Test
    void shouldReadAnyNumberOfKeysEvenThoseThatCollide() {
        String manyKeys = IntStream.range(0, 200_000)
                .mapToObj(i -> "\"k" + i + "\":1")
                .collect(Collectors.joining(",", "{", "}"));
        // "Aa" and "BB" have the same hash code, and so has every row of them.
        String collidingKeys = IntStream.range(0, 1 << 14)
                .mapToObj(i -> "\"" + rowOfPairs(i) + "\":1")
                .collect(Collectors.joining(",", "{", "}"));

        assertThat(Duration.ofSeconds(20)).isGreaterThan(timeToRead(manyKeys)).isGreaterThan(timeToRead(collidingKeys));
    }

    private static String rowOfPairs(int bits) {
        var row = new StringBuilder();
        for (int bit = 0; bit < 14; bit++) {
            row.append((bits >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return row.toString();
    }

    private static Duration timeToRead(String body) {
        long start = System.nanoTime();
        assertThat(read(body)).isInstanceOf(Value.class);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static Json read(String body) {
        return Json.read(body.getBytes(UTF_8));
    }
}
