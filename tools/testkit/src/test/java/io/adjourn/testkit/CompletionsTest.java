package io.adjourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.adjourn.contracts.Contradictions;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CompletionsTest {
    private static final String MEETING = "acme/bot-1";

    @Test
    void shouldBuildNoRecordThatContradictsItself() {
        List<MeetingCompletion> all = Stream.of(
                        List.of(Completions.complete(MEETING)),
                        Completions.late(MEETING),
                        Completions.deleted(MEETING),
                        Completions.repeated(MEETING),
                        Completions.rebuilt(MEETING))
                .flatMap(List::stream)
                .toList();
        assertThat(all).allSatisfy(record -> {
            assertThat(Contradictions.of(record)).isEmpty();
            assertThat(record.getMeetingId()).isEqualTo(MEETING);
            assertThat(record.getSource()).isEqualTo("acme");
        });
    }

    @Test
    void shouldGoFromPartialToCompleteWhenTheTranscriptIsLate() {
        assertThat(Completions.late(MEETING))
                .extracting(MeetingCompletion::getOutcome)
                .containsExactly(Outcome.PARTIAL, Outcome.COMPLETE);
    }

    @Test
    void shouldRefuseAnIdThatIsNoMeetings() {
        assertThatThrownBy(() -> Completions.complete("bot-1")).hasMessageContaining("{source}/{session}");
    }
}
