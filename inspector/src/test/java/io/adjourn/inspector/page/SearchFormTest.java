package io.adjourn.inspector.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.adjourn.inspector.page.SearchForm.BadFieldException;
import io.adjourn.inspector.view.Query;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.Outcome;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchFormTest {

    @Test
    void shouldAskForNothingWhereAllFieldsAreEmpty() {
        assertThat(SearchForm.of(Map.of("q", " ", "outcome", "")).query()).isEqualTo(Query.ALL);
        assertThat(SearchForm.of(Map.of("utm_source", "x")).isEmpty()).isTrue();
    }

    @Test
    void shouldAskForWhatIsFilledIn() {
        Query query = SearchForm.of(Map.ofEntries(
                        Map.entry("q", " opportunity-4711 "),
                        Map.entry("source", "acme"),
                        Map.entry("outcome", "partial"),
                        Map.entry("reason", "JOIN_DENIED"),
                        Map.entry("open", "no"),
                        Map.entry("missing", "TRANSCRIPT"),
                        Map.entry("from", "2026-11-30"),
                        Map.entry("to", "2026-11-30T14:05")))
                .query();

        assertThat(query.any()).isEqualTo("opportunity-4711");
        assertThat(query.source()).isEqualTo("acme");
        assertThat(query.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(query.endReason()).isEqualTo(EndReason.JOIN_DENIED);
        assertThat(query.open()).isFalse();
        assertThat(query.missing()).isEqualTo(ArtifactKind.TRANSCRIPT);
        assertThat(query.from()).isEqualTo(Instant.parse("2026-11-30T00:00:00Z"));
        assertThat(query.to()).isEqualTo(Instant.parse("2026-11-30T14:05:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "outcome, GOOD, The field 'outcome' is none of COMPLETE",
        "missing, <b>, The field 'missing' is none of",
        "open, maybe, The field 'open' is neither yes nor no.",
        "from, yesterday, The field 'from' is no time: write 2026-11-30 or 2026-11-30T14:05",
        "to, 2026-02-30, The field 'to' is no time"
    })
    void shouldSayWhichFieldCannotBeRead(String field, String value, String words) {
        assertThatThrownBy(() -> SearchForm.of(Map.of(field, value)).query())
                .isInstanceOf(BadFieldException.class)
                .hasMessageStartingWith(words);
    }

    @Test
    void shouldRefuseWhatIsLongerThanAnythingThatCanBeFound() {
        assertThatThrownBy(() -> SearchForm.of(Map.of("q", "x".repeat(10_000))))
                .isInstanceOf(BadFieldException.class)
                .hasMessage("The field 'q' has 10000 characters; nothing is found by more than 2000.");
    }

    @Test
    void shouldKeepTheSearchInTheAddressOfTheNextPage() {
        assertThat(SearchForm.of(Map.of("q", "a b&c", "open", "yes")).address("x=y"))
                .isEqualTo("/?q=a%20b%26c&open=yes&cursor=x%3Dy");
    }
}
