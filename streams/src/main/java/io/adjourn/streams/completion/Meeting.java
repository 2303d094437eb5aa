package io.adjourn.streams.completion;

import io.adjourn.vendors.CompletionRules;
import org.jspecify.annotations.Nullable;

/**
 * All that is kept of one meeting: what its events say, what was published of it, and when to look at it again.
 *
 * @param vendor whose meeting it is
 * @param publication null until it closes
 * @param armed log time of its entry among the deadlines, in milliseconds; null where it has none. Never later than its
 *     {@linkplain #due due time}, often earlier: an entry that comes too early is moved when it fires
 */
public record Meeting(
        String vendor,
        MeetingState state,
        @Nullable Publication publication,
        @Nullable Long armed) {

    /** A meeting of which nothing is known yet. */
    public static Meeting opened(String vendor) {
        return new Meeting(vendor, MeetingState.NOTHING, null, null);
    }

    /** Whether the event is known already. */
    public boolean has(long eventId) {
        return state.seen().has(eventId);
    }

    /** With the fact folded in. */
    public Meeting with(Fact fact) {
        return new Meeting(vendor, MeetingFold.apply(state, fact), publication, armed);
    }

    /** With its entry among the deadlines at the given log time, or with none. */
    public Meeting armedAt(@Nullable Long logTime) {
        return new Meeting(vendor, state, publication, logTime);
    }

    /** When it is to be looked at again, as log time in milliseconds; null where never. */
    public @Nullable Long due(CompletionRules rules) {
        return publication == null ? Long.valueOf(Closing.of(state, rules).due()) : publication.reviseAt();
    }

    Meeting published(Publication publication) {
        return new Meeting(vendor, state, publication, armed);
    }
}
