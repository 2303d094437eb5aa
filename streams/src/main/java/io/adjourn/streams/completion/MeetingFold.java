package io.adjourn.streams.completion;

import io.adjourn.vendors.Event;
import io.adjourn.vendors.Event.MeetingReference;
import io.adjourn.vendors.Event.VendorWords;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gathers a meeting's events into its state. Pure, commutative and idempotent: any order and any repetition of the same
 * facts give the same state, but for the count of duplicates.
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

    /** The state with the fact in it. */
    public static MeetingState apply(MeetingState state, Fact fact) {
        if (state.seen().has(fact.id())) {
            return withSeen(state, state.seen().withDuplicate());
        }
        return redactedIfDeleted(withFact(state, fact));
    }

    private static MeetingState withFact(MeetingState state, Fact fact) {
        Event event = fact.event();
        Moment at = Moment.of(event.said().time());
        return new MeetingState(
                newer(state.dialect(), fact.dialect()),
                state.seen().with(fact.id()),
                state.log().with(event, fact.logTime()),
                event instanceof Event.StateChange change ? state.run().with(step(change, at, fact.id())) : state.run(),
                state.about().with(meetingOf(event), Caps.attributes(attributesOf(event)), at, fact.id()),
                event instanceof Event.Artifact artifact
                        ? ArtifactFact.of(artifact, fact.id()).mergedInto(state.artifacts())
                        : state.artifacts(),
                event instanceof Event.DataDeletion ? Moment.best(state.deletedAt(), at) : state.deletedAt());
    }

    private static Step step(Event.StateChange change, Moment at, long id) {
        VendorWords said = change.words();
        var words = new VendorWords(
                Caps.word(said.state()),
                Caps.word(said.reason()),
                change.terminal() ? Caps.message(said.message()) : null);
        return new Step(change.state(), at, change.terminal(), change.endReason(), words, id);
    }

    private static MeetingReference meetingOf(Event event) {
        return event instanceof Event.StateChange change ? change.meeting() : MeetingReference.NONE;
    }

    private static @Nullable String attributesOf(Event event) {
        return switch (event) {
            case Event.StateChange change -> change.attributes();
            case Event.ProcessingDone done -> done.attributes();
            case Event.DataDeletion deletion -> deletion.attributes();
            case Event.Artifact _, Event.Calendar _, Event.Activity _ -> null;
        };
    }

    /** Vendors number their dialects upwards. */
    private static String newer(String one, String other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static MeetingState withSeen(MeetingState state, Seen seen) {
        return new MeetingState(
                state.dialect(), seen, state.log(), state.run(), state.about(), state.artifacts(), state.deletedAt());
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
                state.about().redacted(),
                artifacts,
                state.deletedAt());
    }
}
