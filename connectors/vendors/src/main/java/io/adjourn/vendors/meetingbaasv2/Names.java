package io.adjourn.vendors.meetingbaasv2;

import static java.util.Map.entry;

import io.adjourn.meetings.v1.CalendarAction;
import io.adjourn.vendors.InOrder;
import io.adjourn.vendors.meetingbaasv2.Meaning.Chatted;
import io.adjourn.vendors.meetingbaasv2.Meaning.Completed;
import io.adjourn.vendors.meetingbaasv2.Meaning.ConnectionChanged;
import io.adjourn.vendors.meetingbaasv2.Meaning.EventChanged;
import io.adjourn.vendors.meetingbaasv2.Meaning.Failed;
import io.adjourn.vendors.meetingbaasv2.Meaning.OfCalendar;
import io.adjourn.vendors.meetingbaasv2.Meaning.Stepped;
import io.adjourn.vendors.meetingbaasv2.Meaning.Synced;
import io.adjourn.vendors.meetingbaasv2.Meaning.Unknown;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of Meeting BaaS's events, and what they mean. */
final class Names {
    static final String CHAT_MESSAGE = "bot.chat_message";
    static final String CONNECTION_ERROR = "calendar.connection_error";

    private static final String UPDATED_AT = "updated_at";

    private static final Map<String, Meaning> MEANINGS = InOrder.of(
            entry("bot.completed", new Completed()),
            entry("bot.failed", new Failed()),
            entry("bot.status_change", new Stepped()),
            entry(CHAT_MESSAGE, new Chatted()),
            entry("calendar.connection_created", new ConnectionChanged(CalendarAction.CONNECTED, "created_at")),
            entry("calendar.connection_updated", new ConnectionChanged(CalendarAction.UPDATED, UPDATED_AT)),
            entry("calendar.connection_deleted", new ConnectionChanged(CalendarAction.DISCONNECTED, "deleted_at")),
            entry(CONNECTION_ERROR, new ConnectionChanged(CalendarAction.CONNECTION_ERROR, UPDATED_AT)),
            entry("calendar.event_created", new EventChanged(CalendarAction.EVENT_CREATED)),
            entry("calendar.event_updated", new EventChanged(CalendarAction.EVENT_UPDATED)),
            entry("calendar.event_cancelled", new EventChanged(CalendarAction.EVENT_CANCELLED)),
            entry("calendar.events_synced", new Synced()));

    private Names() {}

    static Meaning meaningOf(@Nullable String name) {
        return name == null ? new Unknown() : MEANINGS.getOrDefault(name, new Unknown());
    }

    /** The names of calendars' events. */
    static List<String> ofCalendars() {
        return MEANINGS.keySet().stream()
                .filter(name -> meaningOf(name) instanceof OfCalendar)
                .toList();
    }
}
