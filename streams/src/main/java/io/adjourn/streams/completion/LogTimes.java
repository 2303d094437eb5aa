package io.adjourn.streams.completion;

import io.adjourn.vendors.Event;
import org.jspecify.annotations.Nullable;

/**
 * Log times, in milliseconds, that deadlines run from.
 *
 * @param firstSeen of the first event
 * @param lastNews of the latest event
 * @param underway whether any event says that the bot is joining or further
 * @param signOfTheEnd of the first event that says the end is near or past
 * @param provisionalEnd of the first event that says it has ended and will say so again
 * @param done of the first event that says all is done
 */
record LogTimes(
        long firstSeen,
        long lastNews,
        boolean underway,
        @Nullable Long signOfTheEnd,
        @Nullable Long provisionalEnd,
        @Nullable Long done) {
    static final LogTimes NONE = new LogTimes(Long.MAX_VALUE, Long.MIN_VALUE, false, null, null, null);

    LogTimes with(Event event, long logTime) {
        return new LogTimes(
                Math.min(firstSeen, logTime),
                Math.max(lastNews, logTime),
                underway || saysUnderway(event),
                saysTheEndIsNear(event) ? earlier(signOfTheEnd, logTime) : signOfTheEnd,
                isProvisionalEnd(event) ? earlier(provisionalEnd, logTime) : provisionalEnd,
                event instanceof Event.ProcessingDone ? earlier(done, logTime) : done);
    }

    /** What a record says of them: whether all is done. */
    LogTimes lasting() {
        return new LogTimes(0, 0, false, null, null, done == null ? null : Long.valueOf(0));
    }

    private static boolean saysUnderway(Event event) {
        return !(event instanceof Event.StateChange change) || Rank.isUnderway(change.state());
    }

    private static boolean saysTheEndIsNear(Event event) {
        return switch (event) {
            case Event.StateChange change -> Rank.isSignOfTheEnd(change.state());
            case Event.ProcessingDone _, Event.DataDeletion _ -> true;
            case Event.Artifact _, Event.Calendar _, Event.Activity _ -> false;
        };
    }

    private static boolean isProvisionalEnd(Event event) {
        return event instanceof Event.StateChange change && !change.terminal() && Rank.isEnd(change.state());
    }

    private static Long earlier(@Nullable Long one, long other) {
        return one == null ? other : Math.min(one, other);
    }
}
