package io.adjourn.inspector.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeTextTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 seconds, 0 s",
        "1, 1 second, 1 s",
        "59, 59 seconds, 59 s",
        "60, 1 minute, 1 min",
        "2639, 44 minutes, 43 min",
        "2640, 44 minutes, 44 min",
        "3600, 1 hour, 1 h",
        "3900, 1 hour 5 minutes, 1 h 5 min",
        "50400, 14 hours, 14 h",
        "604800, 7 days, 7 d",
        "-5, 0 seconds, 0 s"
    })
    void shouldSayALengthAsPeopleDo(long seconds, String took, String brief) {
        assertThat(TimeText.took(Duration.ofSeconds(seconds))).isEqualTo(took);
        assertThat(TimeText.brief(Duration.ofSeconds(seconds))).isEqualTo(brief);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes",
        "1, 1 byte",
        "999, 999 bytes",
        "1000, 1.0 kB",
        "999960, 1.0 MB",
        "12345678, 12.3 MB",
        "5000000000000, 5.0 TB"
    })
    void shouldSayASizeInTheUnitThatFits(long bytes, String words) {
        assertThat(TimeText.bytes(bytes)).isEqualTo(words);
    }

    @Test
    void shouldSayHowLongItIsToATimeOrHowLongAgoItWas() {
        assertThat(TimeText.clock(Told.minute(200), Told.minute(20))).isEqualTo("in 3 h");
        assertThat(TimeText.clock(Told.minute(8), Told.minute(20))).isEqualTo("12 min ago");
        assertThat(TimeText.briefly(Told.minute(65), Told.minute(20))).isEqualTo("14:05 UTC");
        assertThat(TimeText.briefly(Told.minute(-2880), Told.minute(20))).isEqualTo("2026-11-18 13:00 UTC");
    }

    @Test
    void shouldCutNoCharacterInHalf() {
        assertThat(Wording.cut("ab😀cd", 4)).isEqualTo("ab…");
        assertThat(Wording.cut("abcd", 4)).isEqualTo("abcd");
    }
}
