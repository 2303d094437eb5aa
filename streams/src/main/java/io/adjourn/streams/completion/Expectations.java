package io.adjourn.streams.completion;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What was expected of a meeting, held against what was said of its artifacts. */
final class Expectations {
    private static final Set<ArtifactStatus> ANSWERS = EnumSet.of(
            ArtifactStatus.READY,
            ArtifactStatus.FAILED,
            ArtifactStatus.UNAVAILABLE,
            ArtifactStatus.SKIPPED,
            ArtifactStatus.DELETED);

    private static final Set<ArtifactStatus> CAPTURES =
            EnumSet.of(ArtifactStatus.READY, ArtifactStatus.PROCESSING, ArtifactStatus.DELETED);

    private static final Set<ArtifactStatus> MAKES_UP = EnumSet.of(ArtifactStatus.READY, ArtifactStatus.DELETED);

    private static final Set<ArtifactKind> COUNTS =
            EnumSet.of(ArtifactKind.AUDIO, ArtifactKind.VIDEO, ArtifactKind.RECORDING, ArtifactKind.TRANSCRIPT);

    private Expectations() {}

    /** The expected kinds of which nothing final was heard, in order. */
    static List<ArtifactKind> unanswered(Set<ArtifactKind> expects, List<ArtifactFact> artifacts) {
        var unanswered = new ArrayList<ArtifactKind>();
        for (ArtifactKind kind : expects) {
            if (!isAnswered(kind, artifacts)) {
                unanswered.add(kind);
            }
        }
        unanswered.sort(Comparator.naturalOrder());
        return unanswered;
    }

    private static boolean isAnswered(ArtifactKind expected, List<ArtifactFact> artifacts) {
        for (ArtifactFact fact : artifacts) {
            if (answers(fact.kind(), expected) && ANSWERS.contains(fact.status())) {
                return true;
            }
        }
        return false;
    }

    /** Whether an expected kind failed or is not there, and nothing made up for it; what is still being made is neither. */
    static boolean anyLacking(Set<ArtifactKind> expects, List<ArtifactFact> artifacts) {
        for (ArtifactKind kind : expects) {
            if (isLacking(kind, artifacts)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLacking(ArtifactKind expected, List<ArtifactFact> artifacts) {
        boolean failed = false;
        boolean unavailable = false;
        boolean skipped = false;
        for (ArtifactFact fact : artifacts) {
            if (answers(fact.kind(), expected)) {
                if (MAKES_UP.contains(fact.status())) {
                    return false;
                }
                failed |= fact.status() == ArtifactStatus.FAILED;
                unavailable |= fact.status() == ArtifactStatus.UNAVAILABLE;
                skipped |= fact.status() == ArtifactStatus.SKIPPED;
            }
        }
        // Skipped is as configured.
        return failed || (unavailable && !skipped);
    }

    /** Whether anything was captured that counts: media, a transcript, and whatever is expected. */
    static boolean anyCaptured(Set<ArtifactKind> expects, List<ArtifactFact> artifacts) {
        for (ArtifactFact fact : artifacts) {
            if (CAPTURES.contains(fact.status()) && counts(fact.kind(), expects)) {
                return true;
            }
        }
        return false;
    }

    static boolean counts(ArtifactKind kind, Set<ArtifactKind> expects) {
        return COUNTS.contains(kind) || expects.contains(kind);
    }

    static boolean isMedia(ArtifactKind kind) {
        return answers(kind, ArtifactKind.RECORDING);
    }

    static boolean answers(ArtifactKind kind, ArtifactKind expected) {
        return kind == expected
                || (expected == ArtifactKind.RECORDING && (kind == ArtifactKind.AUDIO || kind == ArtifactKind.VIDEO));
    }
}
