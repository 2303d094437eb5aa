package io.adjourn.sinks.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.contracts.Topics;
import io.adjourn.contracts.WireFormat;
import io.adjourn.sinks.Records;
import io.adjourn.sinks.SinkStack;
import io.adjourn.testkit.Completions;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The tables for Flink, and the example in Flink SQL, on a real Flink with its own connector and format: statements as they are in their
 * files, with other hosts. Runs before what others of this module's tests write into the topics to poison them, for at the first record
 * that cannot be read Flink's job ends.
 */
class FlinkTablesIT {
    @RegisterExtension
    static final SinkStack STACK = SinkStack.SHARED;

    private static final String OPTIONS = " /*+ OPTIONS('scan.bounded.mode'='latest-offset') */";
    private static final String GONE = "acme/flink-gone";
    private static final String EXAMPLE = "examples/flink/completions.sql";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    static Path directory;

    /** The rows of each table, of the example, and of outcomes counted. */
    private static final Map<String, List<Map<String, @Nullable Object>>> ROWS = new HashMap<>();

    /** A file of a table, its name, and its topic. */
    enum Table {
        COMPLETIONS("meeting_completions", Topics.COMPLETIONS.name()),
        LIFECYCLE("meeting_lifecycle", Topics.LIFECYCLE.name()),
        ARTIFACTS("meeting_artifacts", Topics.ARTIFACTS.name());

        private final String table;
        private final String topic;

        Table(String table, String topic) {
            this.table = table;
            this.topic = topic;
        }

        String file() {
            return "connectors/sinks/flink/" + table.replace("meeting_", "") + ".sql";
        }

        /** Whether a row is the last record of its key. */
        boolean isUpserted() {
            return this == COMPLETIONS;
        }
    }

    /** One process for all, because its start is most of what it takes. */
    @BeforeAll
    static void run() throws Exception {
        STACK.records().write(Topics.COMPLETIONS.name(), GONE, Completions.complete(GONE));
        STACK.records().writeBytes(Topics.COMPLETIONS.name(), GONE, null);
        var flink = new Flink(directory, STACK.cluster());
        var statements = new ArrayList<String>();
        var queries = new ArrayList<String>();
        for (Table table : Table.values()) {
            statements.addAll(flink.statements(table.file()));
            queries.add(table.table);
            statements.add("SELECT * FROM " + table.table + OPTIONS);
        }
        queries.add("outcomes");
        statements.add("SELECT outcome, COUNT(*) AS meetings FROM meeting_completions" + OPTIONS + " GROUP BY outcome");
        queries.add("example");
        flink.statements(EXAMPLE).stream()
                // It would wait for more.
                .map(statement -> statement.startsWith("SELECT") ? statement + OPTIONS : statement)
                .forEach(statements::add);
        List<List<Map<String, @Nullable Object>>> answers = flink.execute(statements);
        for (int i = 0; i < queries.size(); i++) {
            ROWS.put(queries.get(i), answers.get(i));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldReadAllFieldsOfEachRecord(Table table) {
        assertThat(rows(table.table)).isNotEmpty().containsExactlyInAnyOrderElementsOf(told(table));
    }

    @Test
    void shouldCountMeetingsByOutcome() {
        var told = new TreeMap<Object, Long>();
        told(Table.COMPLETIONS).forEach(row -> told.merge(String.valueOf(row.get("outcome")), 1L, Long::sum));
        var counted = new TreeMap<Object, Object>();
        rows("outcomes").forEach(row -> counted.put(row.get("outcome"), row.get("meetings")));
        assertThat(counted).hasSizeGreaterThan(1).containsExactlyInAnyOrderEntriesOf(new TreeMap<>(told));
    }

    @Test
    void shouldDeleteTheRowOfATombstone() {
        assertThat(rows("meeting_completions"))
                .extracting(row -> row.get("meeting_key"))
                .doesNotContain(GONE)
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldKeepATableByTheExample() {
        List<String> columns = List.of("meeting_key", "epoch", "revision", "outcome", "ended_at");
        assertThat(rows("example"))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(told(Table.COMPLETIONS).stream()
                        .map(row -> {
                            var some = new HashMap<>(row);
                            some.keySet().retainAll(columns);
                            return some;
                        })
                        .toList());
    }

    private static List<Map<String, @Nullable Object>> rows(String query) {
        return ROWS.getOrDefault(query, List.of());
    }

    /** What a table should have by what is in its topic. */
    private static List<Map<String, @Nullable Object>> told(Table table) {
        var rows = new LinkedHashMap<String, Map<String, @Nullable Object>>();
        try (var reader = WireFormat.reader(STACK.cluster().registry().client())) {
            for (ConsumerRecord<String, byte[]> record : STACK.records().in(table.topic)) {
                String key = table.isUpserted() ? record.key() : record.partition() + " " + record.offset();
                rows.remove(key);
                if (Records.isSound(record)) {
                    var row = row((SpecificRecord) reader.deserialize(record.topic(), record.value()));
                    if (table.isUpserted()) {
                        row.put("meeting_key", record.key());
                    }
                    rows.put(key, row);
                }
            }
        }
        return List.copyOf(rows.values());
    }

    /** A record as a row: times are there twice, in milliseconds as times, and in microseconds. */
    private static Map<String, @Nullable Object> row(SpecificRecord record) {
        Map<String, @Nullable Object> row = plain(record);
        for (Schema.Field field : record.getSchema().getFields()) {
            if (isTime(field.schema())) {
                row.put(
                        field.name(),
                        record.get(field.pos()) instanceof Instant time ? time.truncatedTo(ChronoUnit.MILLIS) : null);
            }
        }
        return row;
    }

    private static Map<String, @Nullable Object> plain(SpecificRecord record) {
        var fields = new HashMap<String, @Nullable Object>();
        for (Schema.Field field : record.getSchema().getFields()) {
            String name = isTime(field.schema()) ? field.name() + "_micros" : field.name();
            fields.put(name, plain(record.get(field.pos())));
        }
        return fields;
    }

    private static boolean isTime(Schema schema) {
        return schema.isUnion()
                ? schema.getTypes().stream().anyMatch(FlinkTablesIT::isTime)
                : schema.getLogicalType() instanceof LogicalTypes.TimestampMicros;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case SpecificRecord record -> plain(record);
            case List<?> list -> {
                var items = new ArrayList<@Nullable Object>();
                list.forEach(item -> items.add(plain(item)));
                yield items;
            }
            case Instant time -> ChronoUnit.MICROS.between(Instant.EPOCH, time);
            case Number number -> number;
            case Boolean truth -> truth;
            default -> value.toString();
        };
    }
}
