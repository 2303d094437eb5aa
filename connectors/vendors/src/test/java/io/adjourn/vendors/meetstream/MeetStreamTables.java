package io.adjourn.vendors.meetstream;

import io.adjourn.vendors.MappingTables;
import java.util.ArrayList;
import java.util.List;

/** MeetStream's names and statuses, for its page. */
public final class MeetStreamTables implements MappingTables {

    @Override
    public List<Table> tables() {
        var bots = new ArrayList<Row>();
        for (String name : Names.ofBots()) {
            bots.add(row(name, "", "'event':'" + name + "'"));
            if (name.equals("bot.inmeeting")) {
                bots.add(row(name, "as bot_event", "'event':'bot.inmeeting','bot_event':'bot.inmeeting'"));
            }
            if (name.equals("bot.stopped")) {
                Names.endStatuses()
                        .forEach(status ->
                                bots.add(row(name, status, "'event':'bot.stopped','bot_status':'" + status + "'")));
            }
        }
        var products = new ArrayList<Row>();
        for (String name : Names.ofProducts()) {
            products.add(new Row(List.of(name), body("'event':'" + name + "'")));
        }
        return List.of(
                new Table("Bots", List.of("name", "`bot_status`"), bots),
                new Table("Products", List.of("name"), products));
    }

    private static Row row(String name, String status, String fields) {
        return new Row(List.of(name, status), body(fields));
    }

    private static String body(String fields) {
        return ("{'bot_id':'b-1'," + fields + "}").replace('\'', '"');
    }
}
