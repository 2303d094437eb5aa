package io.adjourn.streams.completion;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.vendors.CompletionRules;
import io.adjourn.vendors.Event.VendorWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a meeting's state comes to: which attempts there were, which of them the record reports, what holds of the artifacts, and
 * what was expected. Derived, never stored.
 *
 * @param attempts in time, none where there was no step
 * @param reported the last that captured something, else the last
 * @param artifacts what holds of each
 * @param rules those of the source, with what this bot was asked for
 * @param done log time of the vendor's word that all is done, in milliseconds; null before it, and where another attempt followed
 */
record Course(
        List<Attempt> attempts,
        Attempt reported,
        List<ArtifactFact> artifacts,
        CompletionRules rules,
        @Nullable Long done) {

    Course {
        attempts = List.copyOf(attempts);
        artifacts = List.copyOf(artifacts);
    }

    static Course of(MeetingState state, CompletionRules ofTheSource) {
        Set<ArtifactKind> asked = state.details().expected();
        CompletionRules rules = asked == null ? ofTheSource : ofTheSource.expecting(asked);
        List<ArtifactFact> artifacts = Artifacts.thatHold(state);
        List<Attempt> attempts = withTheUnreported(Attempt.of(state.run()), artifacts, rules);
        Attempt last = attempts.isEmpty() ? Attempt.NONE : attempts.getLast();
        Long done = state.log().done();
        boolean doneBefore = done != null && attempts.size() > 1 && done < last.firstHeard();
        return new Course(
                attempts, reported(attempts, last, artifacts, rules), artifacts, rules, doneBefore ? null : done);
    }

    /** An artifact that is ready after a failure without a time of its own comes from a later attempt, of which nothing else is known. */
    private static List<Attempt> withTheUnreported(
            List<Attempt> attempts, List<ArtifactFact> artifacts, CompletionRules rules) {
        if (attempts.isEmpty()) {
            return attempts;
        }
        Step failed = attempts.getLast().failure().orElse(null);
        Moment captured = failed == null || !failed.at().inferred() ? null : capturedAfter(failed, artifacts, rules);
        if (failed == null || captured == null) {
            return attempts;
        }
        var with = new ArrayList<>(attempts);
        with.add(Attempt.of(attempts.size() + 1, List.of(endImpliedBy(captured, failed))));
        return with;
    }

    private static @Nullable Moment capturedAfter(Step failed, List<ArtifactFact> artifacts, CompletionRules rules) {
        Moment first = null;
        for (ArtifactFact fact : artifacts) {
            Moment ready = fact.readyAt();
            if (fact.status() == ArtifactStatus.READY
                    && !fact.implied()
                    && Expectations.counts(fact.kind(), rules.expects())
                    && ready != null
                    && ready.micros() > failed.at().micros()) {
                first = Moment.best(first, ready);
            }
        }
        return first;
    }

    /** When it ended is not known, but that it was not before the failure. */
    private static Step endImpliedBy(Moment captured, Step failed) {
        return new Step(
                BotState.ENDED,
                failed.at(),
                true,
                null,
                new VendorWords(null, null, null),
                RunFacts.NONE,
                captured.inferred() ? captured.instant().toEpochMilli() : failed.heard(),
                Step.UNIDENTIFIED);
    }

    private static Attempt reported(
            List<Attempt> attempts, Attempt last, List<ArtifactFact> artifacts, CompletionRules rules) {
        boolean captured = Expectations.anyCaptured(rules.expects(), artifacts);
        // Where nothing is expected, a vendor may capture without saying so.
        if (!captured && !rules.expects().isEmpty()) {
            return last;
        }
        for (Attempt attempt : attempts.reversed()) {
            if (mayHaveCaptured(attempt, captured)) {
                return attempt;
            }
        }
        return last;
    }

    private static boolean mayHaveCaptured(Attempt attempt, boolean captured) {
        Presence presence = attempt.presence();
        boolean endedWell =
                attempt.end().filter(end -> end.state() == BotState.ENDED).isPresent();
        return presence.recording() || (endedWell && (presence.inMeeting() || (captured && !presence.neverIn())));
    }

    Attempt last() {
        return attempts.isEmpty() ? Attempt.NONE : attempts.getLast();
    }

    /** Whether anything says that the session is over: an end of its last attempt, or the vendor's word that all is done. */
    boolean isOver() {
        return last().end().isPresent() || done != null;
    }

    /** Whether the bot got in: it says so, or there is what it captured. */
    boolean gotIn() {
        return reported.presence().inMeeting() || Expectations.anyCaptured(rules.expects(), artifacts);
    }
}
