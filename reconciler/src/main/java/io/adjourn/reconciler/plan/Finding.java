package io.adjourn.reconciler.plan;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.CompletionArtifact;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a completion record says that may be a reason to ask.
 *
 * @param unanswered expected artifacts of which nothing final is known
 * @param linkEnds when the links of READY artifacts end, the first of each kind
 */
public record Finding(
        String meeting,
        String vendor,
        Outcome outcome,
        ClosedBy closedBy,
        Set<ArtifactKind> unanswered,
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
                linkEnds,
                record.getClosedAt(),
                record.getRevisedAt());
    }

    /** Why its meeting is to be asked about; empty where the record says all there is, or nothing can be done. */
    Optional<Reason> damage(Rules rules) {
        return switch (outcome) {
            case TIMED_OUT -> Optional.of(Reason.TIMED_OUT);
            // An artifact that failed is no damage: the vendor has said so.
            case PARTIAL -> unanswered.isEmpty() ? Optional.empty() : Optional.of(Reason.PARTIAL);
            // Closed by the vendor's word it says that there is nothing; by an answer, perhaps by one that told only
            // the end.
            case NOT_CAPTURED ->
                (closedBy == ClosedBy.DEADLINE || closedBy == ClosedBy.RECONCILED) && !unanswered.isEmpty()
                        ? Optional.of(Reason.PARTIAL)
                        : Optional.empty();
            case UNCONFIRMED -> rules.unconfirmed() ? Optional.of(Reason.UNCONFIRMED) : Optional.empty();
            default -> Optional.empty();
        };
    }
}
