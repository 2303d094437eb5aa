package io.adjourn.vendors.meetingbaasv1;

import io.adjourn.vendors.MappingTables;
import java.util.ArrayList;
import java.util.List;

/** Meeting BaaS's names, codes and errors, for its page. */
public final class MeetingBaasV1Tables implements MappingTables {

    @Override
    public List<Table> tables() {
        var events = new ArrayList<Row>();
        Vocabulary.EVENTS.forEach((name, kind) -> events.addAll(eventRows(kind, name)));
        return List.of(
                new Table("Events", List.of("`event`", "`data`"), events),
                new Table("`bot.status_change`", List.of("`data.status.code`"), codes()),
                new Table("`failed` and `meeting.failed`", List.of("`data.error`"), errors()));
    }

    private static List<Row> eventRows(EventKind kind, String name) {
        return switch (kind) {
            case COMPLETED ->
                List.of(
                        event(name, ""),
                        event(name, "'mp4':'https://…','audio':'https://…','transcript':[{…}]"),
                        event(name, "'mp4':null,'audio':null,'transcript':[]"));
            case CALENDAR_SYNCED, EVENT_ADDED, EVENT_UPDATED, EVENT_DELETED ->
                List.of(event(name, "'calendar_id':'…'"));
            // By its code, in a table of its own.
            case STATUS_CHANGED -> List.of();
            default -> List.of(event(name, ""));
        };
    }

    private static Row event(String name, String fields) {
        String data = fields.replace("{…}", "{'speaker':'Ada'}");
        return new Row(List.of(name, fields.replace('\'', '"')), body(name, data));
    }

    private static List<Row> codes() {
        return Vocabulary.STATUS_CODES.keySet().stream()
                .map(code -> new Row(List.of(code), body("bot.status_change", "'status':{'code':'" + code + "'}")))
                .toList();
    }

    private static List<Row> errors() {
        return Vocabulary.ERRORS.keySet().stream()
                .sorted(String.CASE_INSENSITIVE_ORDER)
                .map(error -> new Row(List.of(error), body("failed", "'error':'" + error + "'")))
                .toList();
    }

    private static String body(String name, String data) {
        String fields = data.isEmpty() ? "" : "," + data;
        return "{'event':'%s','data':{'bot_id':'b-1'%s}}"
                .formatted(name, fields)
                .replace('\'', '"');
    }
}
