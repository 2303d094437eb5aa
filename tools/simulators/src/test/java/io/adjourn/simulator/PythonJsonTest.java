package io.adjourn.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonJsonTest {

    @ParameterizedTest
    @CsvSource({
        "2026-02-13T20:44:51.123456Z,    2026-02-13T20:44:51.123456",
        "2026-02-13T20:44:51.100Z,       2026-02-13T20:44:51.100000",
        "2026-02-13T20:44:51Z,           2026-02-13T20:44:51",
        "2026-02-13T20:44:51.000000999Z, 2026-02-13T20:44:51",
    })
    void shouldWriteNoOffsetAndNoFractionOfAFullSecondWhereATimeKnowsNoZone(Instant time, String text) {
        assertThat(PythonJson.naive(time)).isEqualTo(text);
    }
}
