package io.adjourn.reconciler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.CompletionArtifact;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.meetings.v1.TimelineEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FindingTest {
    private static final Instant CLOSED = Instant.parse("2026-11-30T12:00:00Z");

    @Test
    void shouldBelieveARecordingThatFollowsFromTheEndOfABotThatRecorded() {
        assertThat(damage(implied(Outcome.COMPLETE, ArtifactStatus.READY, BotState.RECORDING, BotState.ENDED)))
                .isEmpty();
    }

    @Test
    void shouldDoubtARecordingThatFollowsFromTheEndAlone() {
        assertThat(damage(implied(Outcome.COMPLETE, ArtifactStatus.READY, BotState.JOINING, BotState.ENDED)))
                .contains(Reason.INFERRED);
    }

    @Test
    void shouldDoubtThatABotThatWasInRecordedNothing() {
        assertThat(damage(
                        implied(Outcome.NOT_CAPTURED, ArtifactStatus.UNAVAILABLE, BotState.IN_MEETING, BotState.ENDED)))
                .contains(Reason.INFERRED);
    }

    @Test
    void shouldBelieveThatABotThatNeverGotInRecordedNothing() {
        assertThat(damage(implied(
                        Outcome.NOT_CAPTURED, ArtifactStatus.UNAVAILABLE, BotState.WAITING_ROOM, BotState.ENDED)))
                .isEmpty();
    }

    @Test
    void shouldBelieveThatABotRecordedNothingThatWasDenied() {
        var denied = implied(Outcome.NOT_CAPTURED, ArtifactStatus.UNAVAILABLE, BotState.IN_MEETING, BotState.ENDED);
        denied.getTimeline().getFirst().setReason(EndReason.RECORDING_DENIED);

        assertThat(damage(denied)).isEmpty();
    }

    @Test
    void shouldAskWhatBecameOfWhatMayBeThereAfterAFailure() {
        var failed = record(Outcome.FAILED, BotState.FAILED);
        failed.setArtifacts(List.of(artifact(ArtifactStatus.UNKNOWN, false)));

        assertThat(damage(failed)).contains(Reason.FAILED);
        assertThat(Finding.of("acme/m-1", failed).unanswered()).containsExactly(ArtifactKind.RECORDING);
        assertThat(damage(record(Outcome.FAILED, BotState.FAILED))).isEmpty();
    }

    @Test
    void shouldAskForTheEndOfAMeetingThatClosedWithoutOne() {
        var closed = record(Outcome.COMPLETE, BotState.PROCESSING);
        closed.setClosedBy(ClosedBy.DEADLINE);

        assertThat(damage(closed)).contains(Reason.INFERRED);
    }

    private static Optional<Reason> damage(MeetingCompletion record) {
        return Finding.of("acme/m-1", record).damage(AgendaTest.rules());
    }

    private static MeetingCompletion implied(Outcome outcome, ArtifactStatus status, BotState... steps) {
        MeetingCompletion record = record(outcome, steps);
        record.setArtifacts(List.of(artifact(status, true)));
        return record;
    }

    private static CompletionArtifact artifact(ArtifactStatus status, boolean implied) {
        return new CompletionArtifact(
                ArtifactKind.RECORDING, status, null, null, false, null, null, null, null, implied, null);
    }

    private static MeetingCompletion record(Outcome outcome, BotState... steps) {
        var record = new MeetingCompletion();
        record.setVendor("plain");
        record.setOutcome(outcome);
        record.setClosedBy(ClosedBy.ALL_ARRIVED);
        record.setState(steps[steps.length - 1]);
        record.setTimeline(Stream.of(steps).map(FindingTest::step).toList());
        record.setArtifacts(List.of());
        record.setMissing(List.of());
        record.setClosedAt(CLOSED);
        record.setRevisedAt(CLOSED.plus(Duration.ofMinutes(1)));
        return record;
    }

    private static TimelineEntry step(BotState state) {
        return new TimelineEntry(state, CLOSED, false, null, null, false);
    }
}
