package io.adjourn.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.adjourn.config.BadConfigurationException;
import io.adjourn.streams.completion.KeptAttributes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamsSettingsTest {

    @Test
    void shouldTakeTimesThatAllCanHold() {
        assertThat(settings("P90D", "P365D", "all").retention().maxAge()).isEqualTo(Duration.ofDays(365));
        assertThat(settings("P90D", null, "crm_id, team").keptAttributes())
                .isEqualTo(KeptAttributes.only(List.of("crm_id", "team")));
        assertThat(settings(null, null, "none").keptAttributes()).isEqualTo(KeptAttributes.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "P431D, -, streams.deletion-tombstone-after: PT10344H is longer than streams.retain (PT720H) and"
                        + " streams.stub-retain (PT9600H) together",
                "-, P431D, streams.records-max-age: PT10344H is longer than streams.retain (PT720H) and",
                "-, P0D, streams.records-max-age: PT0S must be positive"
            })
    void shouldRefuseTimesThatContradictEachOther(
            @Nullable String tombstoneAfter, @Nullable String maxAge, String line) {
        assertThatThrownBy(() -> settings(tombstoneAfter, maxAge, "all"))
                .isInstanceOf(BadConfigurationException.class)
                .hasMessageContaining(line)
                .message()
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "crm_id,,team"})
    void shouldRefuseAListOfAttributesThatIsNone(String list) {
        assertThatThrownBy(() -> settings(null, null, list)).hasMessageContaining("streams.deletion-keeps-attributes");
    }

    private static StreamsSettings settings(
            @Nullable String tombstoneAfter, @Nullable String maxAge, String keptAttributes) {
        return new StreamsSettings(
                null,
                "http://localhost:8081",
                Path.of("state"),
                1,
                null,
                0,
                Duration.ofMinutes(10),
                Duration.ofSeconds(30),
                Duration.ofMinutes(10),
                Duration.ofDays(30),
                Duration.ofDays(400),
                tombstoneAfter == null ? null : Duration.parse(tombstoneAfter),
                maxAge == null ? null : Duration.parse(maxAge),
                keptAttributes,
                Duration.ofDays(1),
                true,
                false,
                "gzip",
                "test");
    }
}
