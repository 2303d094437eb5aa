package io.adjourn.vendors.meetingbaasv2;

import io.adjourn.vendors.MappingTables;
import java.util.ArrayList;
import java.util.List;

/** Meeting BaaS's names and codes, for its page. */
public final class MeetingBaasV2Tables implements MappingTables {
    @Override
    public List<Table> tables() {
        return List.of(
                new Table("`data.status.code` of `bot.status_change`", List.of("code"), codes()),
                new Table("`data.error_code` of `bot.failed`", List.of("code"), errors()),
                new Table("Fields of `bot.completed`", List.of("field", "is"), fields()),
                new Table("Other events", List.of("name", "`data.status`"), others()));
    }

    private static List<Row> codes() {
        return Vocabulary.STATUS_CODES.keySet().stream()
                .map(code -> row("bot.status_change", "'status':{'code':'" + code + "'}", code))
                .toList();
    }

    private static List<Row> errors() {
        return Vocabulary.ERROR_CODES.keySet().stream()
                .map(code -> row("bot.failed", "'error_code':'" + code + "'", code))
                .toList();
    }

    private static List<Row> fields() {
        var rows = new ArrayList<Row>();
        for (Product product : Product.values()) {
            for (String field : product.fields()) {
                rows.add(row("bot.completed", "'" + field + "':'https://artifacts.example.com'", field, "a link"));
            }
        }
        // The same for all of them.
        rows.add(row("bot.completed", "'audio':null", "audio", "null"));
        rows.add(row("bot.completed", "'data_deleted':true,'audio':null", "audio", "null, data_deleted"));
        return rows;
    }

    private static List<Row> others() {
        var rows = new ArrayList<Row>();
        rows.add(row(Vocabulary.CHAT_MESSAGE, "'message_id':'m-1'", Vocabulary.CHAT_MESSAGE, ""));
        for (String name : Vocabulary.ofCalendars()) {
            rows.add(row(name, "", name, ""));
            if (Vocabulary.kindOf(name) instanceof EventKind.ConnectionChanged) {
                Vocabulary.BROKEN.forEach(status -> rows.add(row(name, "'status':'" + status + "'", name, status)));
            }
        }
        return rows;
    }

    private static Row row(String event, String fields, String... says) {
        String more = fields.isEmpty() ? "" : "," + fields;
        String body = "{'event':'" + event + "','data':{'bot_id':'b-1','calendar_id':'c-1'" + more + "}}";
        return new Row(List.of(says), body.replace('\'', '"'));
    }
}
