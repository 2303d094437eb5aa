package io.adjourn.streams.completion;

import io.adjourn.vendors.Event;
import org.jspecify.annotations.Nullable;

/**
 * Log times, in milliseconds, that deadlines run from, beside those of the steps.
 *
 * @param firstSeen of the first event
 * @param lastNews of the latest event, or, to the minute, of the latest activity
 * @param underway whether any event says that the bot is joining or further
 * @param done of the first event that says all is done
 */
record LogTimes(
        long firstSeen,
        long lastNews,
        boolean underway,
        @Nullable Long done) {
    private static final long MINUTE = 60_000;
    static final LogTimes NONE = new LogTimes(Long.MAX_VALUE, Long.MIN_VALUE, false, null);

    LogTimes with(Event event, long logTime) {
        return new LogTimes(
                Math.min(firstSeen, logTime),
                Math.max(lastNews, logTime),
                underway || saysUnderway(event),
                event instanceof Event.ProcessingDone ? earlier(done, logTime) : done);
    }

    /** With activity: to the minute, so that a meeting full of talk costs a write now and then and not one each. */
    LogTimes withActivity(long logTime) {
        return new LogTimes(firstSeen, Math.max(lastNews, logTime - logTime % MINUTE), underway, done);
    }

    /** What a record says of them: whether all is done. */
    LogTimes lasting() {
        return new LogTimes(0, 0, false, done == null ? null : Long.valueOf(Long.MAX_VALUE));
    }

    private static boolean saysUnderway(Event event) {
        return !(event instanceof Event.StateChange change) || StateOrder.isUnderway(change.state());
    }

    private static Long earlier(@Nullable Long one, long other) {
        return one == null ? other : Math.min(one, other);
    }
}
