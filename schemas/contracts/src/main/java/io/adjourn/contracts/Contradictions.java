package io.adjourn.contracts;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.Attempt;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.CompletionArtifact;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which fields of a record may not stand together. A record that contradicts itself is a fault of ours, whatever the vendor
 * sent: it is published all the same, counted, and alerts.
 */
public final class Contradictions {
    /** The reasons for which a bot does not get into a meeting. A bot that was in, or captured something, has none of them. */
    public static final Set<EndReason> KEPT_OUT = Collections.unmodifiableSet(EnumSet.of(
            EndReason.WAITING_ROOM_TIMEOUT,
            EndReason.JOIN_DENIED,
            EndReason.HOST_NOT_STARTED,
            EndReason.MEETING_NOT_FOUND,
            EndReason.CANNOT_JOIN,
            EndReason.LOGIN_REQUIRED,
            EndReason.DUPLICATE_BOT));

    private static final Set<ArtifactKind> MEDIA =
            EnumSet.of(ArtifactKind.AUDIO, ArtifactKind.VIDEO, ArtifactKind.RECORDING);

    private static final Set<ArtifactStatus> THERE =
            EnumSet.of(ArtifactStatus.READY, ArtifactStatus.PROCESSING, ArtifactStatus.DELETED);

    private static final Set<ArtifactStatus> NOT_THERE =
            EnumSet.of(ArtifactStatus.FAILED, ArtifactStatus.UNAVAILABLE, ArtifactStatus.MISSING);

    private final MeetingCompletion record;
    private final Outcome outcome;
    private final List<String> found = new ArrayList<>();

    private Contradictions(MeetingCompletion record) {
        this.record = record;
        Outcome before = record.getOutcomeBeforeDeletion();
        this.outcome = before == null ? record.getOutcome() : before;
    }

    /** The contradictions of a record, each in a few words without anything of its meeting; empty where it makes sense. */
    public static List<String> of(MeetingCompletion record) {
        var contradictions = new Contradictions(record);
        contradictions.inTimes();
        contradictions.inOutcome();
        contradictions.inArtifacts();
        contradictions.inDeletion();
        contradictions.inAttempts();
        return List.copyOf(contradictions.found);
    }

    private void inTimes() {
        never(isAfter(record.getJoinedAt(), record.getEndedAt()), "joined after it ended");
        never(isAfter(record.getRecordingStartedAt(), record.getEndedAt()), "recording began after it ended");
        never(isAfter(record.getClosedAt(), record.getRevisedAt()), "revised before it closed");
        Double duration = record.getDurationSeconds();
        never(duration != null && duration < 0, "a negative duration");
    }

    private void inOutcome() {
        BotState state = record.getState();
        List<ArtifactKind> missing = record.getMissing();
        boolean captured = anyArtifact(Contradictions::isCaptured);
        boolean there = anyArtifact(artifact -> THERE.contains(artifact.getStatus()));
        switch (outcome) {
            case FAILED -> {
                never(state != BotState.FAILED, "FAILED and another state");
                never(!missing.isEmpty(), "FAILED and something missing");
            }
            case TIMED_OUT ->
                never(
                        (state == BotState.ENDED || state == BotState.FAILED) || record.getEndedAt() != null,
                        "TIMED_OUT and an end");
            case NOT_CAPTURED -> never(captured, "NOT_CAPTURED and something captured");
            case UNCONFIRMED -> {
                never(captured, "UNCONFIRMED and something captured");
                never(!missing.isEmpty(), "UNCONFIRMED and something missing");
            }
            case PARTIAL -> {
                never(!there, "PARTIAL and nothing captured");
                never(
                        !isDeleted()
                                && missing.isEmpty()
                                && !anyArtifact(artifact -> NOT_THERE.contains(artifact.getStatus())),
                        "PARTIAL and nothing lacking");
            }
            case COMPLETE -> {
                never(!there, "COMPLETE and nothing captured");
                never(!missing.isEmpty(), "COMPLETE and something missing");
            }
            case DELETED, UNKNOWN -> never(true, "no outcome");
        }
        boolean failed = outcome == Outcome.FAILED;
        never(!failed && (state == BotState.FAILED || record.getErrorCode() != null), "a failure and not FAILED");
        boolean gotIn = outcome == Outcome.COMPLETE || outcome == Outcome.PARTIAL || outcome == Outcome.UNCONFIRMED;
        never(gotIn && KEPT_OUT.contains(record.getEndReason()), "got in, and a reason for not having got in");
    }

    private void inArtifacts() {
        for (CompletionArtifact artifact : record.getArtifacts()) {
            boolean ready = artifact.getStatus() == ArtifactStatus.READY;
            never(ready && isSaidNotToBeThere(artifact.getKind()), "a kind READY and not there");
            never(ready && record.getMissing().contains(artifact.getKind()), "a kind READY and missing");
            never(!ready && artifact.getNeedsRefetch(), "needs_refetch and not READY");
        }
        for (ArtifactKind kind : record.getMissing()) {
            never(!anyArtifact(artifact -> artifact.getKind() == kind), "missing and not among the artifacts");
        }
    }

    private boolean isSaidNotToBeThere(ArtifactKind ready) {
        return anyArtifact(artifact -> NOT_THERE.contains(artifact.getStatus()) && answers(ready, artifact.getKind()));
    }

    private void inDeletion() {
        boolean deleted = isDeleted();
        never(deleted != (record.getDeletedAt() != null), "one of DELETED and deleted_at alone");
        never(
                deleted != (record.getOutcomeBeforeDeletion() != null),
                "one of DELETED and outcome_before_deletion alone");
        never(
                deleted
                        && anyArtifact(
                                artifact -> artifact.getUrl() != null || artifact.getStatus() == ArtifactStatus.READY),
                "DELETED and something to fetch");
        boolean personal = record.getMeetingUrl() != null
                || record.getErrorMessage() != null
                || !record.getParticipants().isEmpty()
                || !record.getSpeakers().isEmpty();
        never(deleted && personal, "DELETED and names or addresses");
    }

    private void inAttempts() {
        List<Attempt> attempts = record.getAttempts();
        if (attempts == null) {
            // Of a release before 0.2.0.
            return;
        }
        int before = 0;
        for (Attempt attempt : attempts) {
            never(attempt.getNumber() <= before, "attempts out of order");
            never(isAfter(attempt.getJoinedAt(), attempt.getEndedAt()), "an attempt that joined after it ended");
            before = attempt.getNumber();
        }
        never(!attempts.isEmpty() && attempts.stream().noneMatch(this::isTold), "the end of none of its attempts");
    }

    private boolean isTold(Attempt attempt) {
        return attempt.getState() == record.getState()
                && attempt.getEndReason() == record.getEndReason()
                && Objects.equals(attempt.getJoinedAt(), record.getJoinedAt())
                && Objects.equals(attempt.getEndedAt(), record.getEndedAt());
    }

    /** Then what was missing is not listed. */
    private boolean isDeleted() {
        return record.getOutcome() == Outcome.DELETED;
    }

    /** Audio and video are a recording, too. */
    private static boolean answers(ArtifactKind kind, ArtifactKind other) {
        return kind == other || (other == ArtifactKind.RECORDING && MEDIA.contains(kind));
    }

    private boolean anyArtifact(Predicate<CompletionArtifact> which) {
        return record.getArtifacts().stream().anyMatch(which);
    }

    private static boolean isCaptured(CompletionArtifact artifact) {
        return THERE.contains(artifact.getStatus())
                && (MEDIA.contains(artifact.getKind()) || artifact.getKind() == ArtifactKind.TRANSCRIPT);
    }

    private void never(boolean together, String what) {
        if (together) {
            found.add(what);
        }
    }

    private static boolean isAfter(@Nullable Instant one, @Nullable Instant other) {
        return one != null && other != null && one.isAfter(other);
    }
}
