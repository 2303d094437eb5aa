package io.adjourn.vendors.meetstream;

import io.adjourn.vendors.MappingTables;
import java.util.ArrayList;
import java.util.List;

/** MeetStream's names and statuses, for its page. */
public final class MeetStreamTables implements MappingTables {

    @Override
    public List<Table> tables() {
        var rows = new ArrayList<Row>();
        for (String name : Vocabulary.all()) {
            rows.add(row(name, "", ""));
            if (name.equals("bot.inmeeting")) {
                rows.add(row(name, name, ""));
            }
            if (name.equals("bot.stopped")) {
                Vocabulary.endStatuses().forEach(status -> rows.add(row(name, "", status)));
            }
        }
        return List.of(new Table("Events", List.of("name", "`bot_event`", "`bot_status`"), rows));
    }

    private static Row row(String name, String botEvent, String status) {
        return new Row(
                List.of(name, botEvent, status),
                body("'event':'" + name + "'" + field("bot_event", botEvent) + field("bot_status", status)));
    }

    private static String field(String name, String value) {
        return value.isEmpty() ? "" : ",'" + name + "':'" + value + "'";
    }

    private static String body(String fields) {
        return ("{'bot_id':'b-1'," + fields + "}").replace('\'', '"');
    }
}
