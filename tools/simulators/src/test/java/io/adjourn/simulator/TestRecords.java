package io.adjourn.simulator;

import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.CompletionArtifact;
import io.adjourn.meetings.v1.MeetingCompletion;
import java.time.Instant;
import java.util.List;

/** Completion records that say what was meant. */
final class TestRecords {
    private TestRecords() {}

    static MeetingCompletion of(Meant meant, int revision) {
        return MeetingCompletion.newBuilder()
                .setEventId("an-event")
                .setMeetingId("acme/1")
                .setSource("acme")
                .setVendor("meetstream")
                .setDialect("M1")
                .setSessionId("1")
                .setOccurredAt(Instant.EPOCH)
                .setOccurredAtInferred(false)
                .setReceivedAt(Instant.EPOCH)
                .setVendorType("")
                .setOutcome(meant.outcome())
                .setRevision(revision)
                .setClosedBy(ClosedBy.ALL_ARRIVED)
                .setState(meant.state())
                .setEndReason(meant.endReason())
                .setOutcomeBeforeDeletion(meant.beforeDeletion())
                .setArtifacts(meant.artifacts().entrySet().stream()
                        .map(artifact -> CompletionArtifact.newBuilder()
                                .setKind(artifact.getKey())
                                .setStatus(artifact.getValue())
                                .build())
                        .toList())
                .setMissing(meant.artifacts().entrySet().stream()
                        .filter(artifact -> artifact.getValue() == ArtifactStatus.MISSING)
                        .map(artifact -> artifact.getKey())
                        .toList())
                .setTimeline(List.of())
                .setParticipants(List.of())
                .setSpeakers(List.of())
                .setConflicts(List.of())
                .setEventCount(1)
                .setDuplicateCount(0)
                .setJoinAttempts(1)
                .setFirstSeenAt(Instant.EPOCH)
                .setClosedAt(Instant.EPOCH)
                .setRevisedAt(Instant.EPOCH)
                .build();
    }
}
