package io.adjourn.streams.completion;

import io.adjourn.meetings.v1.Outcome;
import io.adjourn.vendors.CompletionRules;
import java.util.List;
import java.util.Optional;

/** What a meeting came to, as far as its state says. */
final class Outcomes {
    private Outcomes() {}

    static Outcome of(MeetingState state, CompletionRules rules) {
        return state.isDeleted() ? Outcome.DELETED : apartFromDeletion(state, rules);
    }

    /** What it came to, or would have come to, had the vendor not deleted the data. */
    static Outcome apartFromDeletion(MeetingState state, CompletionRules rules) {
        Optional<Step> end = state.run().end();
        if (state.run().failure().isPresent()) {
            return Outcome.FAILED;
        }
        // A vendor that says all is done has said that it ended, in other words.
        if (end.isEmpty() && state.log().done() == null) {
            return Outcome.TIMED_OUT;
        }
        if (nothingCaptured(state, rules)) {
            return Outcome.NOT_CAPTURED;
        }
        List<ArtifactFact> artifacts = state.artifacts();
        boolean lacking = Expectations.anyFailed(rules.expects(), artifacts)
                || !Expectations.unanswered(rules.expects(), artifacts).isEmpty();
        return lacking ? Outcome.PARTIAL : Outcome.COMPLETE;
    }

    private static boolean nothingCaptured(MeetingState state, CompletionRules rules) {
        if (Expectations.anyCaptured(state.artifacts())) {
            return false;
        }
        return !rules.expects().isEmpty() || !state.run().presence().inMeeting();
    }
}
