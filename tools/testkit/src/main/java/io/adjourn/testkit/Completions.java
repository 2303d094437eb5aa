package io.adjourn.testkit;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.CompletionArtifact;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Records for the completions topic, such as Adjourn makes them: none contradicts itself. A sequence is what one meeting's key has on the
 * topic, in order; its members can be changed by {@code MeetingCompletion.newBuilder(record)}.
 */
public final class Completions {
    private static final Instant END = Instant.parse("2026-02-27T10:40:00.000001Z");

    private Completions() {}

    /** A meeting that ended, with audio and transcript. */
    public static MeetingCompletion complete(String meetingId) {
        return record(meetingId, ArtifactStatus.READY).build();
    }

    /** PARTIAL, for its transcript did not come in time; then it came, and revision 2 is COMPLETE. */
    public static List<MeetingCompletion> late(String meetingId) {
        MeetingCompletion without = record(meetingId, ArtifactStatus.MISSING)
                .setOutcome(Outcome.PARTIAL)
                .setClosedBy(ClosedBy.DEADLINE)
                .setMissing(List.of(ArtifactKind.TRANSCRIPT))
                .build();
        return List.of(
                without, revised(complete(meetingId), ClosedBy.LATE_EVENT).build());
    }

    /** COMPLETE; then the vendor deleted the data, and revision 2 is DELETED. */
    public static List<MeetingCompletion> deleted(String meetingId) {
        MeetingCompletion before = complete(meetingId);
        MeetingCompletion.Builder deleted = revised(before, ClosedBy.DELETION);
        return List.of(
                before,
                deleted.setOutcome(Outcome.DELETED)
                        .setChanged(List.of("outcome", "artifacts", "outcome_before_deletion", "deleted_at"))
                        .setOutcomeBeforeDeletion(Outcome.COMPLETE)
                        .setDeletedAt(deleted.getRevisedAt())
                        .setArtifacts(artifacts(ArtifactStatus.DELETED, ArtifactStatus.DELETED))
                        .build());
    }

    /** The same record twice, as a consumer reads it again that stopped before it committed. */
    public static List<MeetingCompletion> repeated(String meetingId) {
        return List.of(complete(meetingId), complete(meetingId));
    }

    /** After an operator's reset: a record of the next epoch replaces what was there. */
    public static List<MeetingCompletion> rebuilt(String meetingId) {
        MeetingCompletion before = complete(meetingId);
        return List.of(
                before,
                revised(before, before.getClosedBy())
                        .setEpoch(before.getEpoch() + 1)
                        .build());
    }

    private static MeetingCompletion.Builder record(String meetingId, ArtifactStatus transcript) {
        int slash = meetingId.indexOf('/');
        if (slash < 1) {
            throw new IllegalArgumentException("a meeting's id is {source}/{session}, not " + meetingId);
        }
        Instant closed = END.plus(Duration.ofMinutes(2));
        return MeetingCompletion.newBuilder()
                .setEventId("%064x".formatted(meetingId.hashCode() & 0xffffffffL))
                .setMeetingId(meetingId)
                .setSource(meetingId.substring(0, slash))
                .setVendor("meetstream")
                .setDialect("M1")
                .setSessionId(meetingId.substring(slash + 1))
                .setOccurredAt(closed)
                .setOccurredAtInferred(false)
                .setReceivedAt(closed)
                .setVendorType("transcription.processed")
                .setOutcome(Outcome.COMPLETE)
                .setRevision(1)
                .setClosedBy(ClosedBy.ALL_ARRIVED)
                .setState(BotState.ENDED)
                .setEndReason(EndReason.NORMAL_EXIT)
                .setJoinedAt(END.minus(Duration.ofMinutes(40)))
                .setEndedAt(END)
                .setDurationSeconds((double) Duration.ofMinutes(40).toSeconds())
                .setArtifacts(artifacts(ArtifactStatus.READY, transcript))
                .setTimeline(List.of())
                .setAttempts(List.of())
                .setMissing(List.of())
                .setParticipants(List.of())
                .setSpeakers(List.of())
                .setConflicts(List.of())
                .setEventCount(4)
                .setDuplicateCount(0)
                .setJoinAttempts(1)
                .setFirstSeenAt(END.minus(Duration.ofMinutes(41)))
                .setClosedAt(closed)
                .setRevisedAt(closed);
    }

    private static MeetingCompletion.Builder revised(MeetingCompletion before, ClosedBy by) {
        Instant later = before.getRevisedAt().plus(Duration.ofHours(1));
        return MeetingCompletion.newBuilder(before)
                .setRevision(before.getRevision() + 1)
                .setClosedBy(by)
                .setOccurredAt(later)
                .setReceivedAt(later)
                .setRevisedAt(later);
    }

    private static List<CompletionArtifact> artifacts(ArtifactStatus audio, ArtifactStatus transcript) {
        return List.of(artifact(ArtifactKind.AUDIO, audio), artifact(ArtifactKind.TRANSCRIPT, transcript));
    }

    private static CompletionArtifact artifact(ArtifactKind kind, ArtifactStatus status) {
        return CompletionArtifact.newBuilder()
                .setKind(kind)
                .setStatus(status)
                .setNeedsRefetch(status == ArtifactStatus.READY)
                .build();
    }
}
