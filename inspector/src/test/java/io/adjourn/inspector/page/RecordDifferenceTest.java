package io.adjourn.inspector.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.inspector.page.RecordDifference.Field;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordDifferenceTest {

    @Test
    void shouldNameWhatChangedAndWhatStayed() {
        var difference = RecordDifference.of("""
                {"outcome": "PARTIAL", "ended_at": null, "missing": ["AUDIO", "TRANSCRIPT"], "duration_seconds": 12.50,
                 "artifacts": [{"kind": "AUDIO", "status": "MISSING"}], "attempts": [{"number": 1, "state": "ENDED"}]}
                """, """
                {"outcome": "COMPLETE", "ended_at": "12:00", "missing": [], "duration_seconds": 12.50,
                 "artifacts": [{"kind": "VIDEO", "status": "READY"}, {"kind": "AUDIO", "status": "READY"}, {"kind": "AUDIO", "status": "FAILED"}],
                 "attempts": [{"number": 1, "state": "ENDED"}]}
                """);

        assertThat(difference.fields().stream().filter(Field::changed))
                .containsExactly(
                        new Field("outcome", "PARTIAL", "COMPLETE"),
                        new Field("missing", "AUDIO, TRANSCRIPT", "none"),
                        new Field("artifacts.AUDIO.status", "MISSING", "READY"),
                        new Field("ended_at", null, "12:00"),
                        new Field("artifacts.VIDEO.kind", null, "VIDEO"),
                        new Field("artifacts.VIDEO.status", null, "READY"),
                        new Field("artifacts.AUDIO#3.kind", null, "AUDIO"),
                        new Field("artifacts.AUDIO#3.status", null, "FAILED"));
        assertThat(difference.fields().stream()
                        .filter(field -> !field.changed())
                        .map(Field::name))
                .containsExactly("duration_seconds", "artifacts.AUDIO.kind", "attempts.1.number", "attempts.1.state");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no JSON", "[1, 2]", "\"text\"", "{\"a\":"})
    void shouldHaveNoFieldsWhereThereIsNoRecord(String text) {
        assertThat(RecordDifference.of(text, text).fields()).isEmpty();
    }
}
