package io.adjourn.vendors.meetingbaasv1;

import io.adjourn.meetings.v1.CalendarAction;

/**
 * What kind of event it is, by its name.
 *
 * <p>The constants' names are part of semantic keys: to rename one is to make all its events new ones.
 */
enum EventKind {
    STATUS_CHANGED,
    STARTED,
    COMPLETED,
    FAILED,
    TRANSCRIBED,
    TRANSCRIBED_AGAIN,
    CALENDAR_SYNCED(CalendarAction.SYNCED),
    EVENT_ADDED(CalendarAction.EVENT_CREATED),
    EVENT_UPDATED(CalendarAction.EVENT_UPDATED),
    EVENT_DELETED(CalendarAction.EVENT_CANCELLED),
    /** Something that is not known yet, or has no name at all. */
    UNKNOWN;

    private final CalendarAction action;

    EventKind() {
        this(CalendarAction.UNKNOWN);
    }

    EventKind(CalendarAction action) {
        this.action = action;
    }

    static EventKind of(Payload payload) {
        String name = payload.event();
        return name == null ? UNKNOWN : Vocabulary.EVENTS.getOrDefault(name, UNKNOWN);
    }

    /** Whether it is about a calendar, and not about a bot. */
    boolean isOfCalendar() {
        return action != CalendarAction.UNKNOWN;
    }

    /** What happened to the calendar; UNKNOWN where it is not about one. */
    CalendarAction action() {
        return action;
    }
}
