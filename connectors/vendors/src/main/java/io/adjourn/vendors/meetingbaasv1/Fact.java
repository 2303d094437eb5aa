package io.adjourn.vendors.meetingbaasv1;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.adjourn.meetings.v1.CalendarAction;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What Meeting BaaS has to tell. Its documentation knows some of it by two names: the one in its examples and handlers, which
 * deliveries carry, and a dotted one in its list of events, of which it shows no body. Whichever comes, it is the same fact.
 *
 * <p>The constants' names are part of semantic keys: to rename one is to make all its events new ones.
 */
enum Fact {
    STATUS_CHANGED("bot.status_change", null),
    STARTED(null, "meeting.started"),
    COMPLETED("complete", "meeting.completed"),
    FAILED("failed", "meeting.failed"),
    TRANSCRIBED("transcription_complete", "transcription.available"),
    TRANSCRIBED_AGAIN(null, "transcription.updated"),
    CALENDAR_SYNCED("calendar.sync_events", "calendar.synced", CalendarAction.SYNCED),
    EVENT_ADDED(null, "event.added", CalendarAction.EVENT_CREATED),
    EVENT_UPDATED(null, "event.updated", CalendarAction.EVENT_UPDATED),
    EVENT_DELETED(null, "event.deleted", CalendarAction.EVENT_CANCELLED),
    /** Something that is not known yet, or has no name at all. */
    UNKNOWN(null, null);

    private static final Map<String, Fact> BY_NAME = Stream.of(values())
            .flatMap(fact -> fact.names().map(name -> Map.entry(name, fact)))
            .collect(toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private final @Nullable String wireName;
    private final @Nullable String dottedName;
    private final CalendarAction action;

    Fact(@Nullable String wireName, @Nullable String dottedName) {
        this(wireName, dottedName, CalendarAction.UNKNOWN);
    }

    Fact(@Nullable String wireName, @Nullable String dottedName, CalendarAction action) {
        this.wireName = wireName;
        this.dottedName = dottedName;
        this.action = action;
    }

    /** The fact with that name. */
    static Fact named(@Nullable String name) {
        return name == null ? UNKNOWN : BY_NAME.getOrDefault(name, UNKNOWN);
    }

    /** Its names, the one that deliveries carry first. */
    Stream<String> names() {
        return Stream.concat(Stream.ofNullable(wireName), Stream.ofNullable(dottedName));
    }

    /** Whether the name is one of those without a body in the documentation. */
    boolean isDotted(@Nullable String name) {
        return name != null && name.equals(dottedName);
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
