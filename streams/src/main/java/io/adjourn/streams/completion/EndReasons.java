package io.adjourn.streams.completion;

import io.adjourn.meetings.v1.EndReason;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Why a run ended: of all that its steps say, the one that tells most. */
final class EndReasons {
    private record Candidate(EndReason reason, Moment at, long id) {
        static final Comparator<Candidate> BEST_FIRST = Comparator.comparingInt(
                        (Candidate candidate) -> -Rank.specificityOf(candidate.reason()))
                .thenComparing(Candidate::at, Moment.BEST_FIRST)
                .thenComparingLong(Candidate::id);
    }

    private EndReasons() {}

    static EndReason of(Run run) {
        Step end = run.end().orElse(null);
        Candidate best = null;
        for (Step step : run.steps()) {
            Candidate candidate = candidate(step, end, run.presence());
            if (candidate != null && (best == null || Candidate.BEST_FIRST.compare(candidate, best) < 0)) {
                best = candidate;
            }
        }
        return best == null ? EndReason.UNKNOWN : best.reason();
    }

    private static @Nullable Candidate candidate(Step step, @Nullable Step end, Presence presence) {
        EndReason reason = step.reason();
        // What an end says that does not hold explains nothing.
        if (reason == null || (step.terminal() && end != null && step.state() != end.state())) {
            return null;
        }
        // Refused once it was in: not the joining, the recording was refused.
        if (reason == EndReason.JOIN_DENIED && presence.inMeeting()) {
            reason = EndReason.RECORDING_DENIED;
        }
        // Recording was refused on the way, and allowed in the end.
        boolean allowedAfterAll = reason == EndReason.RECORDING_DENIED && !step.terminal() && presence.recording();
        return allowedAfterAll ? null : new Candidate(reason, step.at(), step.id());
    }
}
