package io.adjourn.vendors;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import org.jspecify.annotations.Nullable;

/** Times in ISO 8601: with up to nine digits of a second, {@code Z}, an offset or neither (then UTC), in either case. */
public final class IsoTime {
    private static final DateTimeFormatter ANY_SHAPE = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            // An offset with a colon, or one without, or none.
            .appendPattern("[XXX][X]")
            .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);

    private static final int AFTER_SECONDS = "2000-01-01T00:00:00".length();
    private static final int OFFSET = "+00:00".length();
    private static final int NANOS_DIGITS = 9;

    private IsoTime() {}

    /** What the text stands for, or null where it is no such time. */
    public static @Nullable Instant parse(String text) {
        try {
            Instant instant = usualShape(text);
            return instant == null ? ANY_SHAPE.parse(text, Instant::from) : instant;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The time as {@link Instant#toString} has it, sooner than by a formatter. */
    public static String write(Instant instant) {
        var time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        // Without seconds where there are none.
        boolean onTheMinute = time.getSecond() == 0 && time.getNano() == 0;
        return time + (onTheMinute ? ":00Z" : "Z");
    }

    /**
     * The shape that nearly all are written in, for each delivery has a few and a formatter takes ten times as long: the date,
     * {@code T}, the time with its seconds, and a fraction or none; then {@code Z}, {@code +hh:mm}, {@code -hh:mm} or nothing.
     *
     * @return null where it is of another shape
     * @throws DateTimeException if it is of that shape, and there is no such time
     */
    private static @Nullable Instant usualShape(String text) {
        if (text.length() < AFTER_SECONDS
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || text.charAt(10) != 'T'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':') {
            return null;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, AFTER_SECONDS);
        int afterFraction = endOfFraction(text);
        int nanos = nanos(text, afterFraction);
        ZoneOffset offset = offset(text, afterFraction);
        if ((year | month | day | hour | minute | second | nanos) < 0 || offset == null) {
            return null;
        }
        return LocalDateTime.of(year, month, day, hour, minute, second, nanos).toInstant(offset);
    }

    private static int endOfFraction(String text) {
        int end = AFTER_SECONDS;
        if (end < text.length() && text.charAt(end) == '.') {
            end++;
            while (end < text.length() && isDigit(text.charAt(end))) {
                end++;
            }
        }
        return end;
    }

    private static int nanos(String text, int end) {
        if (end == AFTER_SECONDS) {
            return 0;
        }
        int digits = end - AFTER_SECONDS - 1;
        if (digits == 0 || digits > NANOS_DIGITS) {
            return -1;
        }
        int nanos = number(text, AFTER_SECONDS + 1, end);
        for (int i = digits; i < NANOS_DIGITS; i++) {
            nanos *= 10;
        }
        return nanos;
    }

    private static @Nullable ZoneOffset offset(String text, int start) {
        int length = text.length() - start;
        if (length == 0 || (length == 1 && text.charAt(start) == 'Z')) {
            return ZoneOffset.UTC;
        }
        char sign = text.charAt(start);
        if (length != OFFSET || (sign != '+' && sign != '-') || text.charAt(start + 3) != ':') {
            return null;
        }
        int hours = number(text, start + 1, start + 3);
        int minutes = number(text, start + 4, start + OFFSET);
        if ((hours | minutes) < 0) {
            return null;
        }
        return sign == '-' ? ZoneOffset.ofHoursMinutes(-hours, -minutes) : ZoneOffset.ofHoursMinutes(hours, minutes);
    }

    /** The number that those digits are, negative where not all of them are digits. */
    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            char digit = text.charAt(i);
            if (!isDigit(digit)) {
                return -1;
            }
            number = number * 10 + digit - '0';
        }
        return number;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
