package io.adjourn.streams.completion;

import io.adjourn.vendors.Event;

/**
 * An event as the fold takes it.
 *
 * @param id the first eight bytes of its event id: unique within a meeting for all practical purposes
 * @param event the event
 * @param dialect the vendor's dialect it was read from
 * @param logTime when its delivery counts as received, in milliseconds: the only clock that drives deadlines. It is log time where no
 *     gateway says when all has arrived
 * @param pulled whether the vendor's read API told it, and no webhook
 */
public record Fact(long id, Event event, String dialect, long logTime, boolean pulled) {

    /** One that a webhook told. */
    public Fact(long id, Event event, String dialect, long logTime) {
        this(id, event, dialect, logTime, false);
    }
}
