package io.adjourn.streams.completion;

import io.adjourn.vendors.Event;
import io.adjourn.vendors.Event.VendorWords;
import java.util.List;

/**
 * Gathers a meeting's events into its state. Pure, commutative and idempotent: any order and any repetition of the same
 * facts give the same state, but for the count of duplicates. So do different tellings of one fact.
 */
public final class MeetingFold {
    private MeetingFold() {}

    /** Whether the event shapes a meeting's record; what does not is published and leaves the state alone. */
    public static boolean takes(Event event) {
        return switch (event) {
            case Event.StateChange _, Event.ProcessingDone _, Event.DataDeletion _, Event.Artifact _ -> true;
            case Event.Calendar _, Event.Activity _ -> false;
        };
    }

    /** The state with activity at that log time, of whatever kind: the meeting goes on. */
    public static MeetingState withActivity(MeetingState state, long logTime) {
        return new MeetingState(
                state.dialect(),
                state.seen(),
                state.log().withActivity(logTime),
                state.run(),
                state.details(),
                state.artifacts(),
                state.deletedAt(),
                state.erased());
    }

    /** The state without its content, as of a deletion at that log time. */
    static MeetingState deletedAt(MeetingState state, long logTime) {
        return redactedIfDeleted(new MeetingState(
                state.dialect(),
                state.seen(),
                state.log(),
                state.run(),
                state.details(),
                state.artifacts(),
                Moment.best(state.deletedAt(), Moment.byOurClock(logTime)),
                state.erased()));
    }

    /** The state with the fact in it. */
    public static MeetingState apply(MeetingState state, Fact fact) {
        boolean known = state.seen().has(fact.id());
        // Repeated it may say more: with a fresh link, a reason, a list of names. Only clocks and counts are
        // spared.
        return redactedIfDeleted(new MeetingState(
                newer(state.dialect(), fact.dialect()),
                known ? state.seen().withDuplicate() : state.seen().with(fact.id()),
                known ? state.log() : state.log().with(fact.event(), fact.logTime()),
                fact.event() instanceof Event.StateChange change ? state.run().with(step(change, fact)) : state.run(),
                state.details().with(fact.event(), at(fact), fact.id()),
                fact.event() instanceof Event.Artifact artifact
                        ? ArtifactFact.of(artifact, fact.id()).mergedInto(state.artifacts())
                        : state.artifacts(),
                fact.event() instanceof Event.DataDeletion
                        ? Moment.best(state.deletedAt(), at(fact))
                        : state.deletedAt(),
                state.erased() || (fact.event() instanceof Event.DataDeletion deletion && deletion.byOperator())));
    }

    private static Moment at(Fact fact) {
        return Moment.of(fact.event().said().time());
    }

    private static Step step(Event.StateChange change, Fact fact) {
        VendorWords said = change.words();
        var words = new VendorWords(
                Limits.word(said.state()),
                Limits.word(said.reason()),
                change.terminal() ? Limits.message(said.message()) : null);
        return new Step(
                change.state(),
                at(fact),
                change.terminal(),
                change.endReason(),
                words,
                RunFacts.of(change),
                fact.logTime(),
                fact.id(),
                fact.pulled());
    }

    /** Vendors number their dialects upwards. */
    private static String newer(String one, String other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** Whatever comes after a deletion, or came before it, what was deleted is not kept. */
    private static MeetingState redactedIfDeleted(MeetingState state) {
        if (!state.isDeleted()) {
            return state;
        }
        List<ArtifactFact> artifacts =
                state.artifacts().stream().map(ArtifactFact::redacted).toList();
        return new MeetingState(
                state.dialect(),
                state.seen(),
                state.log(),
                state.run().withoutMessages(),
                state.details().redacted(),
                artifacts,
                state.deletedAt(),
                state.erased());
    }
}
