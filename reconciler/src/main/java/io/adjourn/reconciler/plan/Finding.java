package io.adjourn.reconciler.plan;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.CompletionArtifact;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.meetings.v1.TimelineEntry;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a completion record says that may be a reason to ask.
 *
 * @param unanswered artifacts that were expected, or may be there, of which nothing final is known
 * @param inferred whether it says more than was told: an artifact that follows from the end, where a step by which it follows is not
 *     known; or that it is over, without an end
 * @param linkEnds when the links of READY artifacts end, the first of each kind
 */
public record Finding(
        String meeting,
        String vendor,
        Outcome outcome,
        ClosedBy closedBy,
        Set<ArtifactKind> unanswered,
        boolean inferred,
        Map<ArtifactKind, Instant> linkEnds,
        Instant closedAt,
        Instant revisedAt) {

    public Finding {
        unanswered = Set.copyOf(unanswered);
        linkEnds = Map.copyOf(linkEnds);
    }

    /**
     * Of a record.
     *
     * @param meeting its key
     */
    public static Finding of(String meeting, MeetingCompletion record) {
        Set<ArtifactKind> unanswered = EnumSet.noneOf(ArtifactKind.class);
        unanswered.addAll(record.getMissing());
        Map<ArtifactKind, Instant> linkEnds = new EnumMap<>(ArtifactKind.class);
        for (CompletionArtifact artifact : record.getArtifacts()) {
            if (artifact.getStatus() == ArtifactStatus.UNKNOWN) {
                unanswered.add(artifact.getKind());
            }
            Instant end = artifact.getUrlExpiresAt();
            if (artifact.getStatus() == ArtifactStatus.READY && end != null) {
                linkEnds.merge(artifact.getKind(), end, (a, b) -> a.isBefore(b) ? a : b);
            }
        }
        unanswered.remove(ArtifactKind.UNKNOWN);
        linkEnds.remove(ArtifactKind.UNKNOWN);
        return new Finding(
                meeting,
                record.getVendor(),
                record.getOutcome(),
                record.getClosedBy(),
                unanswered,
                isInferred(record),
                linkEnds,
                record.getClosedAt(),
                record.getRevisedAt());
    }

    private static boolean isInferred(MeetingCompletion record) {
        boolean isWithoutItsEnd = record.getClosedBy() == ClosedBy.DEADLINE && record.getState() != BotState.ENDED;
        return isWithoutItsEnd
                || record.getArtifacts().stream()
                        .anyMatch(artifact -> artifact.getImplied() && !isExplained(artifact.getStatus(), record));
    }

    /** Whether a step tells why an artifact that the end implies is there, or is not. */
    private static boolean isExplained(ArtifactStatus status, MeetingCompletion record) {
        boolean isReady = status == ArtifactStatus.READY;
        boolean wasIn = false;
        for (TimelineEntry step : record.getTimeline()) {
            wasIn |= step.getState() == BotState.IN_MEETING;
            boolean tells =
                    isReady ? step.getState() == BotState.RECORDING : step.getReason() == EndReason.RECORDING_DENIED;
            if (tells) {
                return true;
            }
        }
        // Without having been in there is nothing to record, and no more is to be said.
        return !isReady && !wasIn;
    }

    /** Why its meeting is to be asked about; empty where the record says all there is, or nothing can be done. */
    Optional<Reason> damage(ReconciliationRules rules) {
        return switch (outcome) {
            case TIMED_OUT -> Optional.of(Reason.TIMED_OUT);
            // An artifact that failed is no damage: the vendor has said so.
            case PARTIAL -> unanswered.isEmpty() ? ifInferred() : Optional.of(Reason.PARTIAL);
            // Closed by the vendor's word it says that there is nothing; by an answer, perhaps by one that told only
            // the end.
            case NOT_CAPTURED ->
                (closedBy == ClosedBy.DEADLINE || closedBy == ClosedBy.RECONCILED) && !unanswered.isEmpty()
                        ? Optional.of(Reason.PARTIAL)
                        : ifInferred();
            case COMPLETE -> ifInferred();
            case UNCONFIRMED -> rules.unconfirmed() ? Optional.of(Reason.UNCONFIRMED) : Optional.empty();
            case FAILED ->
                !unanswered.isEmpty() || (rules.failed() && closedBy != ClosedBy.RECONCILED)
                        ? Optional.of(Reason.FAILED)
                        : Optional.empty();
            case DELETED, UNKNOWN -> Optional.empty();
        };
    }

    private Optional<Reason> ifInferred() {
        return inferred ? Optional.of(Reason.INFERRED) : Optional.empty();
    }
}
