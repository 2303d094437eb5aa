package io.adjourn.streams.completion;

import static io.adjourn.streams.completion.Facts.artifact;
import static io.adjourn.streams.completion.Facts.audio;
import static io.adjourn.streams.completion.Facts.deleted;
import static io.adjourn.streams.completion.Facts.done;
import static io.adjourn.streams.completion.Facts.ended;
import static io.adjourn.streams.completion.Facts.failed;
import static io.adjourn.streams.completion.Facts.folded;
import static io.adjourn.streams.completion.Facts.joining;
import static io.adjourn.streams.completion.Facts.logTime;
import static io.adjourn.streams.completion.Facts.recording;
import static io.adjourn.streams.completion.Facts.state;
import static io.adjourn.streams.completion.Facts.transcript;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.vendors.CompletionRules;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClosingTest {
    private static final long SECOND = 1000;
    private static final long HOUR = 3600 * SECOND;

    @Test
    void shouldCloseAtOnceWhenEveryExpectationIsAnsweredAfterTheEnd() {
        assertThat(closing(joining(0), recording(1), ended(30), audio(31), transcript(32)))
                .isEqualTo(new Closing(Closing.NOW, ClosedBy.ALL_ARRIVED));
    }

    @Test
    void shouldCloseAtOnceWhenEverythingWasThereBeforeTheEnd() {
        assertThat(closing(audio(29), transcript(29), ended(30)))
                .isEqualTo(new Closing(Closing.NOW, ClosedBy.ALL_ARRIVED));
    }

    @Test
    void shouldTakeFailedAndSkippedForAnswers() {
        assertThat(closing(
                        ended(30),
                        artifact(ArtifactKind.AUDIO, ArtifactStatus.SKIPPED, 31),
                        artifact(ArtifactKind.TRANSCRIPT, ArtifactStatus.FAILED, 32)))
                .isEqualTo(new Closing(Closing.NOW, ClosedBy.ALL_ARRIVED));
    }

    @Test
    void shouldNotTakeProcessingForAnAnswer() {
        assertThat(closing(ended(30), audio(31), artifact(ArtifactKind.TRANSCRIPT, ArtifactStatus.PROCESSING, 32)))
                .isEqualTo(new Closing(logTime(30) + 2 * HOUR, ClosedBy.DEADLINE));
    }

    @Test
    void shouldWaitForWhatIsMissingFromTheFirstSignOfTheEnd() {
        assertThat(closing(recording(1), state(BotState.LEAVING, 29), ended(30), audio(31)))
                .isEqualTo(new Closing(logTime(29) + 2 * HOUR, ClosedBy.DEADLINE));
    }

    @Test
    void shouldCloseAtOnceWhenItFailed() {
        assertThat(closing(joining(0), failed(EndReason.JOIN_DENIED, 2)))
                .isEqualTo(new Closing(Closing.NOW, ClosedBy.FAILURE));
    }

    @Test
    void shouldCloseAtOnceWhenTheDataIsDeleted() {
        assertThat(closing(recording(1), deleted(30))).isEqualTo(new Closing(Closing.NOW, ClosedBy.DELETION));
    }

    @Test
    void shouldGiveLateOnesAMinuteWhenTheVendorSaysAllIsDone() {
        assertThat(closing(ended(30), audio(31), done(33)))
                .isEqualTo(new Closing(logTime(33) + 60 * SECOND, ClosedBy.VENDOR_DONE));
    }

    @Test
    void shouldNotWaitLongerForTheVendorsLastWordThanToSettle() {
        assertThat(closing(ended(30), audio(31), done(30 + 120)))
                .isEqualTo(new Closing(logTime(30) + 2 * HOUR, ClosedBy.DEADLINE));
    }

    @Test
    void shouldGiveALostEndAMinuteWhenTheVendorSaysAllIsDone() {
        assertThat(closing(recording(1), audio(31), transcript(32), done(33)))
                .isEqualTo(new Closing(logTime(33) + 60 * SECOND, ClosedBy.VENDOR_DONE));
    }

    @Test
    void shouldGiveUpAfterSilenceSinceTheLatestNews() {
        assertThat(closing(joining(0), recording(1))).isEqualTo(new Closing(logTime(1) + 6 * HOUR, ClosedBy.DEADLINE));
    }

    @Test
    void shouldBePatientBeforeTheBotIsUnderway() {
        assertThat(closing(state(BotState.SCHEDULED, 0)))
                .isEqualTo(new Closing(logTime(0) + 14 * 24 * HOUR, ClosedBy.DEADLINE));
    }

    @Test
    void shouldTakeAnArtifactForASignThatTheBotWasUnderway() {
        assertThat(closing(audio(5))).isEqualTo(new Closing(logTime(5) + 6 * HOUR, ClosedBy.DEADLINE));
    }

    @Test
    void shouldStillSettleWhenNothingIsExpected() {
        var nothingExpected = CompletionRules.of(Set.of(), Duration.ofMinutes(10));
        assertThat(Closing.of(folded(recording(1), ended(30)), nothingExpected))
                .isEqualTo(new Closing(logTime(30) + 600 * SECOND, ClosedBy.DEADLINE));
    }

    @Test
    void shouldTakeAudioOrVideoForTheExpectedRecording() {
        var recordingExpected = CompletionRules.of(Set.of(ArtifactKind.RECORDING), Duration.ofHours(2));
        assertThat(Closing.of(
                        folded(ended(30), artifact(ArtifactKind.VIDEO, ArtifactStatus.READY, 31)), recordingExpected))
                .isEqualTo(new Closing(Closing.NOW, ClosedBy.ALL_ARRIVED));
    }

    private static Closing closing(Fact... facts) {
        return Closing.of(folded(facts), Facts.RULES);
    }

    @Test
    void shouldWaitAQuarterOfAnHourForTheEndAfterAProvisionalOne() {
        assertThat(Closing.of(folded(recording(1), Facts.provisional(BotState.ENDED, 30)), Facts.RULES))
                .isEqualTo(new Closing(logTime(30) + 900 * SECOND, ClosedBy.DEADLINE));
    }

    @Test
    void shouldForgetAboutTheProvisionalEndOnceTheEndIsThere() {
        assertThat(Closing.of(folded(recording(1), Facts.provisional(BotState.ENDED, 30), ended(31)), Facts.RULES))
                .isEqualTo(new Closing(logTime(30) + 7200 * SECOND, ClosedBy.DEADLINE));
    }

    @Test
    void shouldCloseAtOnceWhenTheBotNeverGotIn() {
        assertThat(Closing.of(
                        folded(Facts.joining(1), Facts.endedAfter(Facts.neverJoined(), 30)),
                        CompletionRules.of(Set.of(), Duration.ofMinutes(10))))
                .isEqualTo(new Closing(Closing.NOW, ClosedBy.FAILURE));
    }

    @Test
    void shouldWaitWhenTheVendorSaysBothThatTheBotGotInAndThatItDidNot() {
        assertThat(Closing.of(
                        folded(recording(1), Facts.endedAfter(Facts.neverJoined(), 30)),
                        CompletionRules.of(Set.of(), Duration.ofMinutes(10))))
                .isEqualTo(new Closing(logTime(30) + 600 * SECOND, ClosedBy.DEADLINE));
    }
}
