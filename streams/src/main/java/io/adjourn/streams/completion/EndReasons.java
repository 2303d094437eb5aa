package io.adjourn.streams.completion;

import io.adjourn.meetings.v1.EndReason;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

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
        Optional<Step> end = run.end();
        return run.steps().stream()
                // What an end says that does not hold explains nothing.
                .filter(step ->
                        !step.terminal() || step.state() == end.orElseThrow().state())
                .flatMap(step -> candidate(step, run))
                .min(Candidate.BEST_FIRST)
                .map(Candidate::reason)
                .orElse(EndReason.UNKNOWN);
    }

    private static Stream<Candidate> candidate(Step step, Run run) {
        EndReason reason = step.reason();
        if (reason == null) {
            return Stream.empty();
        }
        // Refused once it was in: not the joining, the recording was refused.
        if (reason == EndReason.JOIN_DENIED && run.presence().inMeeting()) {
            reason = EndReason.RECORDING_DENIED;
        }
        // Recording was refused on the way, and allowed in the end.
        if (reason == EndReason.RECORDING_DENIED
                && !step.terminal()
                && run.presence().recording()) {
            return Stream.empty();
        }
        return Stream.of(new Candidate(reason, step.at(), step.id()));
    }
}
