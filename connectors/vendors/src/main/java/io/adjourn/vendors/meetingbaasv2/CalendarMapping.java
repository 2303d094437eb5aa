package io.adjourn.vendors.meetingbaasv2;

import com.fasterxml.jackson.databind.JsonNode;
import io.adjourn.meetings.v1.CalendarAction;
import io.adjourn.vendors.Event;
import io.adjourn.vendors.Event.Calendar;
import io.adjourn.vendors.Event.Calendar.Instance;
import io.adjourn.vendors.Event.Said;
import io.adjourn.vendors.Json;
import io.adjourn.vendors.SemanticKey;
import io.adjourn.vendors.VendorTime;
import io.adjourn.vendors.meetingbaasv2.EventKind.CalendarSynced;
import io.adjourn.vendors.meetingbaasv2.EventKind.ConnectionChanged;
import io.adjourn.vendors.meetingbaasv2.EventKind.EventChanged;
import io.adjourn.vendors.meetingbaasv2.EventKind.OfCalendar;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A body about a calendar, as the facts it tells. */
final class CalendarMapping {
    private final Payload payload;
    private final String name;
    private final Times times;
    private final String calendar;
    private final @Nullable String messageId;

    /** @param messageId the sender's own id of the message, the same in all attempts; null where it has none */
    CalendarMapping(Payload payload, String name, Times times, String calendar, @Nullable String messageId) {
        this.payload = payload;
        this.name = name;
        this.times = times;
        this.calendar = calendar;
        this.messageId = messageId;
    }

    List<Event> events(OfCalendar kind) {
        return switch (kind) {
            case ConnectionChanged(var action, var timeField) ->
                List.of(connectionChanged(action, payload.time(timeField)));
            case EventChanged(var action) -> List.of(occurring(action, payload.data()));
            case CalendarSynced() -> synced();
        };
    }

    private Calendar connectionChanged(CalendarAction action, @Nullable VendorTime time) {
        String status = payload.text("status");
        boolean broken = action != CalendarAction.DISCONNECTED && status != null && Vocabulary.BROKEN.contains(status);
        String key = time == null
                ? SemanticKey.of(name, null, Json.write(payload.data()))
                : SemanticKey.of(name, time.inOneRendering());
        return calendar(
                new Said(name, key, times.of(time)),
                broken ? CalendarAction.CONNECTION_ERROR : action,
                payload.data(),
                List.of());
    }

    /** One for each series or single event that was read; one alone where none is listed. */
    private List<Event> synced() {
        List<JsonNode> read = payload.data()
                .path("events")
                .valueStream()
                .filter(JsonNode::isObject)
                .toList();
        return (read.isEmpty() ? List.of(payload.data()) : read)
                .stream()
                        .<Event>map(series -> occurring(CalendarAction.SYNCED, series))
                        .toList();
    }

    /**
     * What has occurrences. No time tells one change of it from another: changed and changed back, it says the same. Only the
     * message's id does, which all attempts to deliver it share.
     */
    private Calendar occurring(CalendarAction action, JsonNode series) {
        return calendar(
                new Said(name, SemanticKey.of(name, messageId, Json.write(series)), times.of(null)),
                action,
                series,
                Payload.instances(series).stream()
                        .map(CalendarMapping::instance)
                        .toList());
    }

    private Calendar calendar(Said said, CalendarAction action, JsonNode series, List<Instance> instances) {
        String platform = payload.text("calendar_platform");
        return new Calendar(
                said,
                action,
                calendar,
                platform == null ? payload.text("platform") : platform,
                payload.text("account_email"),
                payload.text("status"),
                series.path("series_id").textValue(),
                series.path("event_type").textValue(),
                instances);
    }

    private static Instance instance(JsonNode instance) {
        return new Instance(
                instance.path("event_id").textValue(),
                instant(instance, "start", "start_time"),
                instant(instance, "end", "end_time"),
                instance.path("title").textValue(),
                instance.path("status").textValue(),
                flag(instance.path("is_all_day")),
                flag(instance.path("is_exception")),
                flag(instance.path("bot_scheduled")),
                instance.path("meeting_url").textValue(),
                instance.path("meeting_platform").textValue());
    }

    private static @Nullable Instant instant(JsonNode instance, String field, String orElse) {
        VendorTime time = VendorTime.of(instance.path(field));
        VendorTime said = time == null ? VendorTime.of(instance.path(orElse)) : time;
        return said == null ? null : said.instant();
    }

    private static @Nullable Boolean flag(JsonNode value) {
        return value.isBoolean() ? value.booleanValue() : null;
    }
}
