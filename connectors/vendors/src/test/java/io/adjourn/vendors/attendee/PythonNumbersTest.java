package io.adjourn.vendors.attendee;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonNumbersTest {

    @ParameterizedTest
    @CsvSource({
        // as written,             as Python 3.11 writes what it reads
        "0,                        0",
        "-0,                       0",
        "-17,                      -17",
        "18446744073709551616,     18446744073709551616",
        "0.0,                      0.0",
        "-0.0,                     -0.0",
        "0e5,                      0.0",
        "1e-999999999999,          0.0",
        "-1e-400,                  -0.0",
        "1.0,                      1.0",
        "1.50,                     1.5",
        "100.0,                    100.0",
        "1e2,                      100.0",
        "0.1e1,                    1.0",
        "0.1,                      0.1",
        "0.002,                    0.002",
        "0.001,                    0.001",
        "0.0001,                   0.0001",
        "0.00012345,               0.00012345",
        "0.00001,                  1e-05",
        "0.000012345,              1.2345e-05",
        "1.0e-7,                   1e-07",
        "1E-10,                    1e-10",
        "9999999.0,                9999999.0",
        "10000000.0,               10000000.0",
        "12345678.9,               12345678.9",
        "1e15,                     1000000000000000.0",
        "9999999999999998.0,       9999999999999998.0",
        "9.999999999999999e15,     1e+16",
        "1E16,                     1e+16",
        "-1E16,                    -1e+16",
        "123456789012345680.0,     1.2345678901234568e+17",
        "1e22,                     1e+22",
        "1e23,                     1e+23",
        "2E23,                     2e+23",
        "1e100,                    1e+100",
        "9007199254740993.0,       9007199254740992.0",
        "1697998018094689.8,       1697998018094689.8",
        "7.120236347223045e-307,   7.120236347223045e-307",
        "2.2250738585072014e-308,  2.2250738585072014e-308",
        "1.7976931348623157e308,   1.7976931348623157e+308",
        "0.1000000000000000055511151231257827, 0.1",
        // Where Java writes two digits and one is enough.
        "4.9E-324,                 5e-324",
        "9.9E-324,                 1e-323",
        "1.5E-323,                 1.5e-323",
        "2.0E-323,                 2e-323",
        "2.5E-323,                 2.5e-323",
        "4.9E-323,                 5e-323",
        "9.9E-323,                 1e-322",
    })
    void shouldWriteNumberAsPythonDoes(String written, String expected) {
        assertThat(PythonNumbers.write(written)).isEqualTo(expected);
    }

    @Test
    void shouldWriteTheShortestDecimalThatIsTheSameDouble() {
        long seed = Long.getLong("adjourn.seed", System.nanoTime());
        System.out.println("repeat these doubles with -Dadjourn.seed=" + seed);
        var random = new Random(seed);
        var powersOfTwo = IntStream.rangeClosed(Double.MIN_EXPONENT - 52, Double.MAX_EXPONENT)
                .mapToDouble(exponent -> Math.scalb(1.0, exponent));
        var smallest = IntStream.rangeClosed(1, 200).mapToDouble(multiple -> multiple * Double.MIN_VALUE);
        var any = DoubleStream.generate(() -> Double.longBitsToDouble(random.nextLong()))
                .filter(Double::isFinite)
                .limit(2_000);

        DoubleStream.of(powersOfTwo.toArray())
                .flatMap(power -> DoubleStream.of(power, Math.nextUp(power), Math.nextDown(power)))
                .forEach(PythonNumbersTest::assertThatItIsShortest);
        smallest.forEach(PythonNumbersTest::assertThatItIsShortest);
        any.forEach(PythonNumbersTest::assertThatItIsShortest);
    }

    private static void assertThatItIsShortest(double number) {
        String written = PythonNumbers.write(Double.toString(number));

        assertThat(Double.parseDouble(written)).as(written).isEqualTo(number);
        assertThat(new BigDecimal(written)).as(written).isEqualByComparingTo(shortest(number));
    }

    /** Found the slow way: of the decimals with the fewest digits that are the same double, the nearest. */
    private static BigDecimal shortest(double number) {
        var exact = new BigDecimal(number);
        for (int digits = 1; digits < 17; digits++) {
            for (var rounding : List.of(RoundingMode.HALF_EVEN, RoundingMode.FLOOR, RoundingMode.CEILING)) {
                BigDecimal rounded = exact.round(new MathContext(digits, rounding));
                if (Double.parseDouble(rounded.toString()) == number) {
                    return rounded;
                }
            }
        }
        return exact.round(new MathContext(17, RoundingMode.HALF_EVEN));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{\"a\":1.50,\"b\":[-0,1E2],\"c\":7} | {\"a\":1.5,\"b\":[0,100.0],\"c\":7}",
                "1.50                              | 1.5",
                "[\"1.50\",1.50,\"\\\"-0\",-0]     | [\"1.50\",1.5,\"\\\"-0\",0]",
                "{\"1E5\":1E5,\"\\\\\":1E5}        | {\"1E5\":100000.0,\"\\\\\":100000.0}",
                // Nothing to change.
                "{\"a\":1.5,\"b\":[1,-1,true,null]} |",
                "{\"a\":\"1E5\\\\\"}               |",
                "\"-0\"                            |",
            })
    void shouldRewriteNumbersAndNothingElse(String canonical, @Nullable String expected) {
        byte[] rewritten = PythonNumbers.in(canonical.getBytes(UTF_8));

        assertThat(rewritten == null ? null : new String(rewritten, UTF_8)).isEqualTo(expected);
    }

    @Test
    void shouldLeaveANumberInTheTextOnlyWherePythonWritesItSo() {
        var random = new Random(42);
        for (int i = 0; i < 200_000; i++) {
            var number =
                    new BigDecimal(BigInteger.valueOf(random.nextLong() >> random.nextInt(64)), random.nextInt(20));
            String written = number.toPlainString();

            byte[] text = PythonNumbers.in(("[" + written + "]").getBytes(UTF_8));

            assertThat(text == null ? "[" + written + "]" : new String(text, UTF_8))
                    .isEqualTo("[" + PythonNumbers.write(written) + "]");
        }
    }
}
