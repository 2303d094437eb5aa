package io.adjourn.streams.completion;

import io.adjourn.meetings.v1.BotState;
import io.adjourn.vendors.Event.StateChange;
import org.jspecify.annotations.Nullable;

/**
 * What one step says of its attempt besides its own state.
 *
 * @param retry whether it says itself that it begins another attempt
 * @param joinedAt when the bot got in; this and the two below null where not said
 * @param durationSeconds how long the bot was in the meeting
 */
record RunFacts(
        Presence presence,
        boolean retry,
        @Nullable Moment joinedAt,
        @Nullable Moment recordingStartedAt,
        @Nullable Double durationSeconds) {
    static final RunFacts NONE = new RunFacts(Presence.NONE, false, null, null, null);

    static RunFacts of(StateChange change) {
        BotState previous = change.previous();
        return new RunFacts(
                Presence.of(change),
                previous != null && StateOrder.isEnd(previous) && StateOrder.isOnTheWayOrIn(change.state()),
                Moment.own(change.run().joinedAt()),
                Moment.own(change.run().recordingStartedAt()),
                change.run().durationSeconds());
    }

    /** What two events that report the same step say together. */
    RunFacts mergedWith(RunFacts other) {
        return new RunFacts(
                presence.or(other.presence),
                retry || other.retry,
                Moment.best(joinedAt, other.joinedAt),
                Moment.best(recordingStartedAt, other.recordingStartedAt),
                lesser(durationSeconds, other.durationSeconds));
    }

    private static @Nullable Double lesser(@Nullable Double one, @Nullable Double other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) <= 0 ? one : other;
    }
}
