package io.adjourn.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeantTest {
    private static final Meant PARTIAL = Meant.of(
            Outcome.PARTIAL,
            BotState.ENDED,
            EndReason.NORMAL_EXIT,
            Map.of(ArtifactKind.AUDIO, ArtifactStatus.READY, ArtifactKind.TRANSCRIPT, ArtifactStatus.MISSING));

    @Test
    void shouldSeeNoDifferenceWhenTheRecordSaysIt() {
        assertThat(PARTIAL.differences(TestRecords.of(PARTIAL, 1))).isEmpty();
    }

    @Test
    void shouldNameEveryFieldThatSaysSomethingElse() {
        var complete = Meant.of(
                Outcome.COMPLETE,
                BotState.ENDED,
                EndReason.NORMAL_EXIT,
                Map.of(ArtifactKind.AUDIO, ArtifactStatus.READY, ArtifactKind.TRANSCRIPT, ArtifactStatus.READY));
        assertThat(PARTIAL.differences(TestRecords.of(complete, 1)))
                .containsExactly(
                        "outcome is COMPLETE, expected was PARTIAL",
                        "artifacts is {AUDIO=READY, TRANSCRIPT=READY}, expected was {AUDIO=READY, TRANSCRIPT=MISSING}",
                        "missing is [], expected was [TRANSCRIPT]");
    }

    @Test
    void shouldMeanEverythingGoneAndRememberTheOutcomeWhenDeleted() {
        assertThat(PARTIAL.deleted())
                .isEqualTo(new Meant(
                        Outcome.DELETED,
                        BotState.ENDED,
                        EndReason.NORMAL_EXIT,
                        Map.of(
                                ArtifactKind.AUDIO, ArtifactStatus.DELETED,
                                ArtifactKind.TRANSCRIPT, ArtifactStatus.DELETED),
                        Outcome.PARTIAL));
    }

    @Test
    void shouldComplainWhenRevisionsHaveAGap() {
        ScenarioRun performance =
                new Scenario(1, Instant.EPOCH).everything(TestTargets.all(), 1).getFirst();
        Meant meant = performance.meeting().meant().orElseThrow();
        var verdict = new ScenarioVerdict(
                List.of(performance), key -> List.of(TestRecords.of(meant, 1), TestRecords.of(meant, 3)));
        assertThat(verdict.complaints(performance)).containsExactly("its revisions are [1, 3]");
    }

    @Test
    void shouldComplainWhenARecordIsMissingOrUnasked() {
        List<ScenarioRun> programme = new Scenario(1, Instant.EPOCH).everything(TestTargets.all(), 1);
        var verdict = new ScenarioVerdict(programme, key -> List.of());
        assertThat(verdict.complaints(List.of("acme/nobody-played-it")))
                .contains("normal " + programme.getFirst().key() + ": has no record")
                .endsWith("acme/nobody-played-it has a record, but was never simulated");
    }
}
