package io.adjourn.simulator.meetingbaasv2;

import io.adjourn.simulator.SimulatedMeeting.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A connected calendar, which no record is made of.
 *
 * @param bot gives ids and times
 */
record Calendar(Bot bot) {

    List<Message> life() {
        return List.of(
                event(
                        "connection_created",
                        "account_email",
                        "ada@example.com",
                        "calendar_platform",
                        "google",
                        "status",
                        "active",
                        "created_at",
                        bot.at(0)),
                event(
                        "events_synced",
                        "events",
                        List.of(series("recurring", "instances"), series("one_off", "instances"))),
                // By the guide.
                event("events_synced", "events_synced", 42, "sync_type", "full"),
                changed("event_created", "instances"),
                changed("event_updated", "affected_instances"),
                changed("event_cancelled", "cancelled_instances"),
                event(
                        "connection_updated",
                        "calendar_platform",
                        "google",
                        "status",
                        "permission_denied",
                        "updated_at",
                        bot.at(30)),
                event("connection_error", "platform", "google", "status", "error", "error", "Token refresh failed"),
                event("connection_deleted", "calendar_platform", "google", "deleted_at", bot.at(40)));
    }

    private Message changed(String name, String list) {
        return event(name, series("recurring", list));
    }

    private Map<String, Object> series(String type, String list) {
        return fields(
                "event_type", type, "series_id", bot.id(), "series_bot_scheduled", true, list, List.of(instance()));
    }

    private Map<String, Object> instance() {
        return fields(
                "event_id",
                bot.event(),
                "start",
                bot.at(2),
                "end",
                bot.at(47),
                "title",
                "Team Meeting",
                "status",
                "confirmed",
                "is_all_day",
                false,
                "is_exception",
                false,
                "bot_scheduled",
                true,
                "meeting_url",
                "https://meet.example.com/abc-defg-hij",
                "meeting_platform",
                "meet");
    }

    private Message event(String name, Object... namesAndValues) {
        return event(name, fields(namesAndValues));
    }

    private Message event(String name, Map<String, Object> more) {
        Map<String, Object> data = fields("calendar_id", bot.id());
        data.putAll(more);
        return Post.webhook(fields("event", "calendar." + name, "data", data));
    }

    private static Map<String, Object> fields(Object... namesAndValues) {
        var fields = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }
}
