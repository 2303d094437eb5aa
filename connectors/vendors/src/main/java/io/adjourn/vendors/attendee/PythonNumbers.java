package io.adjourn.vendors.attendee;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as Python writes them that reads JSON and writes it again: integers digit by digit, all others as the shortest
 * decimal that stands for the same double.
 */
final class PythonNumbers {
    private static final MathContext ONE_DIGIT = new MathContext(1);

    /** Where the decimal point stands, counted from before the first digit, in the least and largest number without exponent. */
    private static final int FIRST_FIXED = -3;

    private static final int LAST_FIXED = 16;

    /** Of any two decimals with so many digits, each stands for a double of its own. */
    private static final int EXACT_DIGITS = 15;

    private PythonNumbers() {}

    /** The text with its numbers as Python writes them; null where they are so already. */
    static byte @Nullable [] in(byte[] canonical) {
        ByteArrayOutputStream rewritten = null;
        int copied = 0;
        int at = 0;
        while (at < canonical.length) {
            byte b = canonical[at];
            if (b == '"') {
                at = afterString(canonical, at);
            } else if (b == '-' || isDigit(b)) {
                int end = afterNumber(canonical, at);
                if (isWrittenSo(canonical, at, end)) {
                    at = end;
                    continue;
                }
                String number = new String(canonical, at, end - at, StandardCharsets.US_ASCII);
                String written = write(number);
                if (!written.equals(number)) {
                    rewritten = rewritten == null ? new ByteArrayOutputStream(canonical.length) : rewritten;
                    rewritten.write(canonical, copied, at - copied);
                    rewritten.writeBytes(written.getBytes(StandardCharsets.US_ASCII));
                    copied = end;
                }
                at = end;
            } else {
                at++;
            }
        }
        if (rewritten == null) {
            return null;
        }
        rewritten.write(canonical, copied, canonical.length - copied);
        return rewritten.toByteArray();
    }

    /** The number, as JSON has it, as Python writes it. */
    static String write(String number) {
        if (isInteger(number)) {
            return number.equals("-0") ? "0" : number;
        }
        return write(Double.parseDouble(number));
    }

    private static String write(double number) {
        if (number == 0) {
            return Double.toString(number);
        }
        BigDecimal shortest = shortest(number);
        int point = shortest.precision() - shortest.scale();
        if (point < FIRST_FIXED || point > LAST_FIXED) {
            return withExponent(shortest, point - 1);
        }
        String plain = shortest.toPlainString();
        return shortest.scale() > 0 ? plain : plain + ".0";
    }

    /**
     * The shortest decimal that stands for the number. It is what Java writes, except that Java always writes two digits: among
     * the smallest numbers of all, where one would do, the second is its own.
     */
    private static BigDecimal shortest(double number) {
        BigDecimal written = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        if (Math.abs(number) < Double.MIN_NORMAL && written.precision() == 2) {
            BigDecimal shorter = written.round(ONE_DIGIT);
            // Many times as fast as asking the decimal itself, which anybody could make us do thousands of times.
            return Double.parseDouble(shorter.toString()) == number ? shorter : written;
        }
        return written;
    }

    /** Such as 1.5e-07: a point only before further digits, always a sign, two digits at least. */
    private static String withExponent(BigDecimal number, int exponent) {
        String digits = number.unscaledValue().abs().toString();
        var text = new StringBuilder();
        text.append(number.signum() < 0 ? "-" : "").append(digits.charAt(0));
        if (digits.length() > 1) {
            text.append('.').append(digits, 1, digits.length());
        }
        text.append(exponent < 0 ? "e-" : "e+");
        int size = Math.abs(exponent);
        return text.append(size < 10 ? "0" : "").append(size).toString();
    }

    /**
     * Whether it certainly is as Python writes it: what nearly all numbers are, and cheap to see. That is an integer, or one
     * without an exponent, of so few digits that no other as short stands for the same double, and no zero behind the last.
     */
    private static boolean isWrittenSo(byte[] canonical, int start, int end) {
        int point = -1;
        for (int i = start; i < end; i++) {
            if (canonical[i] == 'e' || canonical[i] == 'E') {
                return false;
            }
            if (canonical[i] == '.') {
                point = i;
            }
        }
        if (point < 0) {
            return end - start > 2 || canonical[start] != '-';
        }
        boolean isSmall = canonical[point - 1] == '0' && canonical[point + 1] == '0';
        return end - start <= EXACT_DIGITS && canonical[end - 1] != '0' && !isSmall;
    }

    private static int afterString(byte[] canonical, int start) {
        int at = start + 1;
        while (canonical[at] != '"') {
            at += canonical[at] == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    private static int afterNumber(byte[] canonical, int start) {
        int at = start + 1;
        while (at < canonical.length && isOfNumber(canonical[at])) {
            at++;
        }
        return at;
    }

    private static boolean isInteger(String number) {
        return number.indexOf('.') < 0 && number.indexOf('e') < 0 && number.indexOf('E') < 0;
    }

    private static boolean isOfNumber(byte b) {
        return isDigit(b) || b == '.' || b == 'e' || b == 'E' || b == '+' || b == '-';
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }
}
