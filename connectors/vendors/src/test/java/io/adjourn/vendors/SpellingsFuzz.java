package io.adjourn.vendors;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.fuzzing.Promise;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Any text as a time: read as Java reads it, or not at all. */
public final class SpellingsFuzz {
    static final List<String> DICTIONARY =
            List.of("2026-02-27", "T07:11:51", ".863543", "Z", "+00:00", "-18:00", "1700000000");

    private static final Instant RECEIVED_AT = Instant.parse("2026-09-01T12:00:00Z");
    private static final Duration FURTHEST_AHEAD = Duration.ofDays(1);
    private static final Instant FIRST_USABLE = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant FIRST_UNUSABLE = Instant.parse("+10000-01-01T00:00:00Z");

    private static final DateTimeFormatter REFERENCE = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][X]")
            .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);

    private SpellingsFuzz() {}

    static List<byte[]> seeds() {
        return Stream.of(
                        "2026-02-27T07:11:51.863543+00:00",
                        "2024-01-15T14:30:00Z",
                        "2024-02-29T23:59:59.999999999-18:00",
                        "2026-08-09T08:02:11.25-0800",
                        "2026-08-09t08:02",
                        "1700000000",
                        "1700000000123")
                .map(text -> text.getBytes(UTF_8))
                .toList();
    }

    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, UTF_8);
        time(text);
    }

    private static void time(String text) {
        Instant iso = IsoTime.parse(text);
        Promise.same(iso, byFormatter(text), "a time is what java.time reads");
        if (iso != null) {
            Promise.same(IsoTime.write(iso), iso.toString(), "a time is written as java.time writes it");
        }

        VendorTime time = VendorTime.of(text);
        Promise.same(time.text(), text, "the text is kept");
        Instant instant = time.instant();
        if (instant != null) {
            Promise.holds(
                    !instant.isBefore(FIRST_USABLE) && instant.isBefore(FIRST_UNUSABLE),
                    "a time is of a year in which there are vendors and calendars");
            Promise.same(
                    VendorTime.of(time.inOneRendering()).instant(), instant, "one rendering stands for the same time");
        } else {
            Promise.same(time.inOneRendering(), text, "what is no time is rendered as it is written");
        }
        Instant happened = VendorTime.eventTime(time, null, RECEIVED_AT).at();
        Promise.holds(!happened.isAfter(RECEIVED_AT.plus(FURTHEST_AHEAD)), "no event is more than a day ahead");
    }

    private static @Nullable Instant byFormatter(String text) {
        try {
            return REFERENCE.parse(text, Instant::from);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
