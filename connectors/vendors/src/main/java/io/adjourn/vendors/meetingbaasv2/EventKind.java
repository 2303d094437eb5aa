package io.adjourn.vendors.meetingbaasv2;

import io.adjourn.meetings.v1.CalendarAction;

/** What kind of event it is, by its name. */
sealed interface EventKind {

    /** Something about a bot. */
    sealed interface OfBot extends EventKind {}

    /** Something about a connected calendar. */
    sealed interface OfCalendar extends EventKind {}

    /** The run is over, with everything that there will ever be of it. */
    record Completed() implements OfBot {}

    /** The run failed. */
    record Failed() implements OfBot {}

    /** The bot took a step, which its status code names. */
    record StatusChanged() implements OfBot {}

    /** Somebody wrote in the meeting's chat. */
    record ChatMessage() implements OfBot {}

    /**
     * The connection of a calendar changed.
     *
     * @param timeField the field that says when
     */
    record ConnectionChanged(CalendarAction action, String timeField) implements OfCalendar {}

    /** An event in a calendar changed. */
    record EventChanged(CalendarAction action) implements OfCalendar {}

    /** A calendar was read. */
    record CalendarSynced() implements OfCalendar {}

    /** An example that somebody had sent from the sender's portal: about nothing, whatever it says. */
    record Example() implements EventKind {}

    /** Nothing that is known yet. */
    record Unrecognized() implements EventKind {}

    static EventKind of(Payload payload) {
        return payload.isExample() ? new Example() : Vocabulary.kindOf(payload.event());
    }
}
