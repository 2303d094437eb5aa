package io.adjourn.sinks.json;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * Times in Adjourn's records: microseconds since 1970, also before. Those before the year 1 are no times to anyone, and PostgreSQL's
 * {@code timestamptz} does not have all of them; it has all that come later.
 */
public final class AvroTimes {
    private static final String MICROSECONDS = "io.debezium.time.MicroTimestamp";

    /** Records of release 0.1.0 have times that nothing but their name tells from other numbers. */
    private static final Pattern NAMES = Pattern.compile("(.+_)?at|start|end");

    private static final long FIRST = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("0001-01-01T00:00:00Z"));

    /** Years of five digits without the sign that many do not read, PostgreSQL among them. */
    private static final DateTimeFormatter TEXT = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR, 4, 10, SignStyle.NOT_NEGATIVE)
            .appendPattern("-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
            .appendLiteral('Z')
            .toFormatter();

    private AvroTimes() {}

    /** Whether the field is a time. */
    public static boolean isTime(Field field) {
        return field.schema().type() == Schema.Type.INT64
                && isTime(field.name(), field.schema().name());
    }

    private static boolean isTime(String name, @Nullable String type) {
        return type == null ? NAMES.matcher(name).matches() : type.equals(MICROSECONDS);
    }

    /** The time in UTC, if it has a text. */
    public static @Nullable OffsetDateTime utc(long micros) {
        return micros >= FIRST ? Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC) : null;
    }

    /**
     * The time in UTC, if it is one; null where the field may be that.
     *
     * @throws DataException if it is none, and the field may not be null
     */
    public static @Nullable OffsetDateTime utc(Field field, long micros) {
        OffsetDateTime time = utc(micros);
        if (time == null && !field.schema().isOptional()) {
            throw new DataException(
                    field.name() + " is no time, for it is before the year 1: " + micros + " µs since 1970");
        }
        return time;
    }

    /** The text, such as {@code 2026-02-27T10:40:00.000001Z}; null where it has none. */
    public static @Nullable String text(long micros) {
        OffsetDateTime time = utc(micros);
        return time == null ? null : TEXT.format(time);
    }
}
