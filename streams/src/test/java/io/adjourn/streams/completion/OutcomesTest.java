package io.adjourn.streams.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.streams.completion.Cause.ByDeadline;
import io.adjourn.vendors.CompletionRules;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a meeting comes to: the first outcome that fits. The notation of facts is that of {@link Notation}. */
class OutcomesTest {

    /** What is missing stands last; what it was before the deletion, behind a slash. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    AUDIO TRANSCRIPT | ENDED@30 AUDIO=READY@31 TRANSCRIPT=READY@32 DELETED@60   | DELETED/COMPLETE     |
                    AUDIO TRANSCRIPT | ENDED@30 AUDIO=READY@31 DELETED@60                       | DELETED/PARTIAL      |
                    AUDIO TRANSCRIPT | ENDED@30 DELETED@60                                      | DELETED/NOT_CAPTURED |
                    AUDIO TRANSCRIPT | RECORDING@1 DELETED@60                                   | DELETED/TIMED_OUT    |
                    AUDIO TRANSCRIPT | FAILED@30 AUDIO=READY@31 DELETED@60                      | DELETED/FAILED       |
                    AUDIO TRANSCRIPT | DELETED@60                                               | DELETED/TIMED_OUT    |
                    AUDIO TRANSCRIPT | FAILED@30                                                | FAILED               |
                    AUDIO TRANSCRIPT | FAILED@30 AUDIO=READY@31 TRANSCRIPT=READY@32             | FAILED               |
                    AUDIO TRANSCRIPT | FAILED@30 DONE@33                                        | FAILED               |
                    AUDIO TRANSCRIPT | FAILED?@30                                               | FAILED               |
                    AUDIO TRANSCRIPT | FAILED?@30 ENDED@31 AUDIO=READY@32 TRANSCRIPT=READY@33   | COMPLETE             |
                    AUDIO TRANSCRIPT | ENDED@29 FAILED@30 AUDIO=READY@31 TRANSCRIPT=READY@32    | COMPLETE             |
                    AUDIO TRANSCRIPT | FAILED@29 ENDED@30 AUDIO=READY@31 TRANSCRIPT=READY@32    | FAILED               |
                    AUDIO TRANSCRIPT | JOINING@1                                                | TIMED_OUT            | AUDIO TRANSCRIPT
                    AUDIO TRANSCRIPT | RECORDING@1 PROCESSING@29                                | TIMED_OUT            | AUDIO TRANSCRIPT
                    AUDIO TRANSCRIPT | RECORDING@1 AUDIO=READY@31 TRANSCRIPT=READY@32           | TIMED_OUT            |
                    AUDIO TRANSCRIPT | RECORDING@1 ENDED?@30 AUDIO=READY@31                     | PARTIAL              | TRANSCRIPT
                    AUDIO TRANSCRIPT | RECORDING@1 DONE@33                                      | NOT_CAPTURED         | AUDIO TRANSCRIPT
                    AUDIO TRANSCRIPT | RECORDING@1 AUDIO=READY@31 DONE@33                       | PARTIAL              | TRANSCRIPT
                    AUDIO TRANSCRIPT | RECORDING@1 ENDED@30                                     | NOT_CAPTURED         | AUDIO TRANSCRIPT
                    AUDIO TRANSCRIPT | ENDED@30 AUDIO=FAILED@31 TRANSCRIPT=FAILED@32            | NOT_CAPTURED         |
                    AUDIO TRANSCRIPT | ENDED@30 AUDIO=UNAVAILABLE@31 TRANSCRIPT=SKIPPED@32      | NOT_CAPTURED         |
                    AUDIO TRANSCRIPT | ENDED@30 AUDIO=FAILED@31                                 | NOT_CAPTURED         | TRANSCRIPT
                    AUDIO TRANSCRIPT | ENDED@30 CHAT=READY@31                                   | NOT_CAPTURED         | AUDIO TRANSCRIPT
                    AUDIO TRANSCRIPT | ENDED@30 AUDIO=PROCESSING@31 TRANSCRIPT=UNAVAILABLE@32   | PARTIAL              | AUDIO
                    AUDIO TRANSCRIPT | ENDED@30 AUDIO=READY@31 TRANSCRIPT=FAILED@32             | PARTIAL              |
                    AUDIO TRANSCRIPT | ENDED@30 AUDIO=READY@31                                  | PARTIAL              | TRANSCRIPT
                    AUDIO TRANSCRIPT | ENDED@30 AUDIO=READY@31 TRANSCRIPT=SKIPPED@32            | COMPLETE             |
                    AUDIO TRANSCRIPT | ENDED@30 AUDIO=READY@31 TRANSCRIPT=UNAVAILABLE@32        | PARTIAL              |
                    AUDIO TRANSCRIPT | ENDED@30 AUDIO=DELETED@31 TRANSCRIPT=DELETED@32          | COMPLETE             |
                    AUDIO TRANSCRIPT | ENDED@30 AUDIO=READY@31 TRANSCRIPT=READY@32 VIDEO=FAILED@33 | COMPLETE          |
                    RECORDING        | RECORDING@1 ENDED@30 AUDIO=READY@31 VIDEO=FAILED@31      | COMPLETE             |
                    RECORDING        | ENDED@30 AUDIO=UNAVAILABLE@31 VIDEO=FAILED@31 CHAT=READY@31 | NOT_CAPTURED      |
                    RECORDING        | ENDED@30 RECORDING=FAILED@29 AUDIO=PROCESSING@31         | PARTIAL              |
                    RECORDING        | ENDED@30 RECORDING=FAILED@29 AUDIO=READY@31              | COMPLETE             |
                    RECORDING        | ENDED@30 TRANSCRIPT=READY@31                             | PARTIAL              | RECORDING
                    RECORDING        | ENDED@30 RECORDING=implied@30                            | COMPLETE             |
                    RECORDING        | WAITING_ROOM>ENDED@30 RECORDING=implied@30               | NOT_CAPTURED         |
                    RECORDING        | WAITING_ROOM>ENDED@30 IN_MEETING@2 RECORDING=implied@30  | NOT_CAPTURED         |
                    RECORDING        | IN_MEETING@2:RECORDING_DENIED ENDED@30 RECORDING=implied@30 | NOT_CAPTURED      |
                    RECORDING        | IN_MEETING@2:RECORDING_DENIED RECORDING@3 ENDED@30 RECORDING=implied@30 | COMPLETE |
                    RECORDING        | ENDED!@30 AUDIO=READY@31                                 | COMPLETE             |
                    ''               | IN_MEETING@1 ENDED@30                                    | UNCONFIRMED          |
                    ''               | IN_MEETING>ENDED@30                                      | UNCONFIRMED          |
                    ''               | IN_MEETING@1 ENDED@30 AUDIO=FAILED@31                    | UNCONFIRMED          |
                    ''               | IN_MEETING@1 ENDED!@30                                   | UNCONFIRMED          |
                    ''               | WAITING_ROOM@1 ENDED@30                                  | NOT_CAPTURED         |
                    ''               | WAITING_ROOM@1 ENDED!@30                                 | NOT_CAPTURED         |
                    ''               | ENDED@30                                                 | NOT_CAPTURED         |
                    ''               | ENDED@30 AUDIO=READY@31                                  | COMPLETE             |
                    ''               | IN_MEETING@1                                             | TIMED_OUT            |
                    """)
    void shouldComeTo(String expects, String facts, String outcome, @Nullable String missing) {
        MeetingCompletion record = record(kinds(expects), facts);
        Outcome before = record.getOutcomeBeforeDeletion();
        assertThat(record.getOutcome() + (before == null ? "" : "/" + before)).isEqualTo(outcome);
        assertThat(Set.copyOf(record.getMissing())).isEqualTo(kinds(missing == null ? "" : missing));
    }

    @ParameterizedTest
    @EnumSource(ArtifactStatus.class)
    void shouldTakeForCapturedWhatIsOrWasThere(ArtifactStatus status) {
        boolean captured = switch (status) {
            case READY, PROCESSING, DELETED -> true;
            case FAILED, SKIPPED, UNAVAILABLE, MISSING, UNKNOWN -> false;
        };
        Outcome outcome = record(Set.of(ArtifactKind.TRANSCRIPT), "RECORDING@1 ENDED@30 AUDIO=" + status + "@31")
                .getOutcome();
        assertThat(outcome).isEqualTo(captured ? Outcome.PARTIAL : Outcome.NOT_CAPTURED);
    }

    /** Own time before inferred, the earlier, ENDED where they tie or where neither has a time; the other is kept as a conflict. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ENDED@30  FAILED@31  | ENDED
                    ENDED@31  FAILED@30  | FAILED
                    ENDED@30  FAILED@30  | ENDED
                    ENDED@31  FAILED@~30 | ENDED
                    ENDED@~30 FAILED@31  | FAILED
                    ENDED@~30 FAILED@30  | FAILED
                    ENDED@~30 FAILED@~31 | ENDED
                    ENDED@~31 FAILED@~30 | ENDED
                    ENDED@~30 FAILED@~30 | ENDED
                    """)
    void shouldBelieveOneEndAndKeepTheOtherWhenThereAreTwo(String facts, BotState holds) {
        BotState other = holds == BotState.ENDED ? BotState.FAILED : BotState.ENDED;
        assertThat(record(Set.of(), facts)).satisfies(record -> {
            assertThat(record.getState()).isEqualTo(holds);
            assertThat(record.getOutcome() == Outcome.FAILED).isEqualTo(holds == BotState.FAILED);
            assertThat(record.getConflicts()).singleElement().satisfies(conflict -> {
                assertThat(conflict.getKept()).isEqualTo(holds.name());
                assertThat(conflict.getOther()).isEqualTo(other.name());
            });
        });
    }

    /** The one that tells most: a cause before a manner before none. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ENDED@30                                                          | UNKNOWN
                    ENDED@30:NORMAL_EXIT                                              | NORMAL_EXIT
                    LEAVING@29:MEETING_ENDED ENDED@30:NORMAL_EXIT                     | MEETING_ENDED
                    PROCESSING@29:MEETING_ENDED LEAVING@29:SILENCE_TIMEOUT ENDED@30   | SILENCE_TIMEOUT
                    LEAVING@28:EVERYONE_LEFT LEAVING@29:MAX_DURATION ENDED@30         | EVERYONE_LEFT
                    LEAVING@~28:EVERYONE_LEFT LEAVING@29:MAX_DURATION ENDED@30        | MAX_DURATION
                    LEAVING@2:WAITING_ROOM_TIMEOUT FAILED@3:CANNOT_JOIN               | WAITING_ROOM_TIMEOUT
                    FAILED@3:JOIN_DENIED                                              | JOIN_DENIED
                    IN_MEETING@2 FAILED@3:JOIN_DENIED                                 | RECORDING_DENIED
                    IN_MEETING@2:RECORDING_DENIED ENDED@30:NORMAL_EXIT                | RECORDING_DENIED
                    IN_MEETING@2:RECORDING_DENIED RECORDING@3 ENDED@30:NORMAL_EXIT    | NORMAL_EXIT
                    ENDED@29:NORMAL_EXIT FAILED@30:BOT_CRASHED                        | NORMAL_EXIT
                    FAILED?@29:BOT_CRASHED ENDED@30:NORMAL_EXIT                       | BOT_CRASHED
                    LEAVING@29:LEFT_ON_REQUEST                                        | LEFT_ON_REQUEST
                    """)
    void shouldSayWhyItEnded(String facts, EndReason reason) {
        assertThat(record(Set.of(), facts).getEndReason()).isEqualTo(reason);
    }

    private static Set<ArtifactKind> kinds(String names) {
        return Arrays.stream(names.split(" "))
                .filter(name -> !name.isEmpty())
                .map(ArtifactKind::valueOf)
                .collect(Collectors.toSet());
    }

    /** The record, the same in whichever order it is told. */
    private static MeetingCompletion record(Set<ArtifactKind> expects, String facts) {
        Fact[] told = Notation.facts(facts);
        MeetingCompletion record = record(expects, Facts.folded(told));
        Fact[] reversed = List.of(told).reversed().toArray(Fact[]::new);
        assertThat(record(expects, Facts.folded(reversed))).isEqualTo(record);
        return record;
    }

    private static MeetingCompletion record(Set<ArtifactKind> expects, MeetingState state) {
        long now = Facts.logTime(200);
        return CompletionRecord.of(
                "acme/m-1",
                "test",
                state,
                Course.of(state, CompletionRules.of(expects, Duration.ofHours(2))),
                new Revision(0, 1, ClosedBy.DEADLINE, now, now, new ByDeadline()));
    }
}
