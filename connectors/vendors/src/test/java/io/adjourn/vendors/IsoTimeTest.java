package io.adjourn.vendors;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The renderings themselves are a table in {@link VendorTimeTest}. */
class IsoTimeTest {
    private static final int TEXTS = 100_000;
    private static final String CHARACTERS = "0123456789:+-.,TtZz _\u0664";
    private static final List<String> READABLE = List.of(
            "2026-02-27T07:11:51.863543+00:00",
            "2024-01-15T14:30:00Z",
            "2024-02-29T23:59:59.999999999-18:00",
            "2026-08-09T08:02:11.25-0800",
            "2026-08-09T08:02:11",
            "2026-08-09T08:02");

    private static final DateTimeFormatter REFERENCE = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][X]")
            .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);

    @Test
    void shouldReadWhatAFormatterReadsAndNothingElse() {
        var random = new Random(3);
        for (int i = 0; i < TEXTS; i++) {
            String text = changed(READABLE.get(random.nextInt(READABLE.size())), random);
            assertThat(IsoTime.parse(text)).as(text).isEqualTo(reference(text));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-27T07:11:51.863543Z",
                "2026-02-27T07:11:51.800Z",
                "2026-02-27T07:11:51Z",
                "2026-02-27T07:11:00Z",
                "2026-02-27T00:00:00Z",
                "2026-02-27T07:11:00.000000001Z",
                "0000-01-01T00:00:00Z",
                "-0001-01-01T00:00:00Z",
                "+10000-01-01T00:00:00.100Z",
            })
    void shouldWriteAsJavaDoes(String text) {
        Instant instant = Instant.parse(text);

        assertThat(IsoTime.write(instant)).isEqualTo(text).isEqualTo(instant.toString());
    }

    @Test
    void shouldWriteAnyInstantAsJavaDoes() {
        var random = new Random(4);
        for (int i = 0; i < TEXTS; i++) {
            Instant instant = Instant.ofEpochSecond(
                    random.nextLong(-100_000_000_000L, 300_000_000_000L) / 60 * 60 + random.nextInt(2),
                    random.nextInt(3) == 0 ? random.nextInt(1_000_000_000) : random.nextInt(1_000) * 1_000_000L);
            assertThat(IsoTime.write(instant)).isEqualTo(instant.toString());
        }
    }

    private static String changed(String text, Random random) {
        var changed = new StringBuilder(text);
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            int place = random.nextInt(changed.length());
            char other = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
            switch (random.nextInt(6)) {
                case 0 -> changed.deleteCharAt(place);
                case 1 -> changed.insert(place, other);
                default -> changed.setCharAt(place, other);
            }
        }
        return changed.toString();
    }

    private static @Nullable Instant reference(String text) {
        try {
            return REFERENCE.parse(text, Instant::from);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
