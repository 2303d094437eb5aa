package io.adjourn.streams.completion;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What holds of a session's artifacts, of all that was said of them. */
final class Artifacts {
    private static final Set<ArtifactStatus> GIVES_WAY = EnumSet.of(
            ArtifactStatus.FAILED, ArtifactStatus.UNAVAILABLE, ArtifactStatus.MISSING, ArtifactStatus.UNKNOWN);

    private Artifacts() {}

    /** In order. What is ready stands for its whole kind: whatever else was said of it was another attempt, or another try. */
    static List<ArtifactFact> thatHold(MeetingState state) {
        if (state.artifacts().isEmpty()) {
            return List.of();
        }
        List<ArtifactFact> said = withoutWhatCannotBe(state);
        var holding = new ArrayList<ArtifactFact>();
        for (ArtifactFact fact : said) {
            if (!GIVES_WAY.contains(fact.status()) || !isThere(fact.kind(), said)) {
                holding.add(withWhatFailed(fact, said));
            }
        }
        return holding;
    }

    /** What only the end implies is not there where there was nothing to record. */
    private static List<ArtifactFact> withoutWhatCannotBe(MeetingState state) {
        List<ArtifactFact> said = state.artifacts();
        if (!anyImplied(said) || !state.run().presence().nothingToRecord()) {
            return said;
        }
        return said.stream()
                .map(fact -> fact.implied() ? fact.unavailable() : fact)
                .toList();
    }

    private static boolean anyImplied(List<ArtifactFact> said) {
        for (ArtifactFact fact : said) {
            if (fact.implied()) {
                return true;
            }
        }
        return false;
    }

    private static boolean isThere(ArtifactKind kind, List<ArtifactFact> said) {
        for (ArtifactFact fact : said) {
            if (fact.wasThere() && Expectations.answers(fact.kind(), kind)) {
                return true;
            }
        }
        return false;
    }

    private static ArtifactFact withWhatFailed(ArtifactFact fact, List<ArtifactFact> said) {
        if (!fact.wasThere()) {
            return fact;
        }
        ArtifactFact with = fact;
        for (ArtifactFact other : said) {
            if (other.kind() == fact.kind() && other.status() == ArtifactStatus.FAILED) {
                with = with.withHistoryOf(other);
            }
        }
        return with;
    }
}
