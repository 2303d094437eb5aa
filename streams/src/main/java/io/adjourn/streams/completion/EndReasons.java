package io.adjourn.streams.completion;

import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.EndReason;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Why an attempt ended: of all that its steps say, the one that tells most. */
final class EndReasons {
    private record Candidate(EndReason reason, Moment at, long id) {
        static final Comparator<Candidate> BEST_FIRST = Comparator.comparingInt(
                        (Candidate candidate) -> -StateOrder.specificityOf(candidate.reason()))
                .thenComparing(Candidate::at, Moment.BEST_FIRST)
                .thenComparingLong(Candidate::id);
    }

    private EndReasons() {}

    static EndReason of(Attempt attempt, boolean gotIn) {
        Step end = attempt.end().orElse(null);
        Presence presence = attempt.presence();
        Candidate best = null;
        for (Step step : attempt.steps()) {
            Candidate candidate = candidate(step, end, presence, gotIn);
            if (candidate != null && (best == null || Candidate.BEST_FIRST.compare(candidate, best) < 0)) {
                best = candidate;
            }
        }
        return best == null ? EndReason.UNKNOWN : best.reason();
    }

    private static @Nullable Candidate candidate(Step step, @Nullable Step end, Presence presence, boolean gotIn) {
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
        // It got in after all; only a vendor who calls that a failure is to be believed.
        boolean inAfterAll =
                StateOrder.keptOut(reason) && gotIn && !(step.terminal() && step.state() == BotState.FAILED);
        return allowedAfterAll || inAfterAll ? null : new Candidate(reason, step.at(), step.id());
    }
}
