package io.adjourn.vendors.meetingbaasv2;

import io.adjourn.meetings.v1.CalendarAction;

/** What the name of an event means. */
sealed interface Meaning {

    /** Something about a bot. */
    sealed interface OfBot extends Meaning {}

    /** Something about a connected calendar. */
    sealed interface OfCalendar extends Meaning {}

    /** The run is over, with everything that there will ever be of it. */
    record Completed() implements OfBot {}

    /** The run failed. */
    record Failed() implements OfBot {}

    /** The bot took a step, which its status code names. */
    record Stepped() implements OfBot {}

    /** Somebody wrote in the meeting's chat. */
    record Chatted() implements OfBot {}

    /**
     * The connection of a calendar changed.
     *
     * @param timeField the field that says when
     */
    record ConnectionChanged(CalendarAction action, String timeField) implements OfCalendar {}

    /** An event in a calendar changed. */
    record EventChanged(CalendarAction action) implements OfCalendar {}

    /** A calendar was read. */
    record Synced() implements OfCalendar {}

    /** An example that somebody had sent from the sender's portal: about nothing, whatever it says. */
    record Example() implements Meaning {}

    /** Nothing that is known yet. */
    record Unknown() implements Meaning {}
}
