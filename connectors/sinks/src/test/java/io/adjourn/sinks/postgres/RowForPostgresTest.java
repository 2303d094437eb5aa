package io.adjourn.sinks.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowForPostgresTest {
    private static final Schema TIME = SchemaBuilder.int64()
            .name("io.debezium.time.MicroTimestamp")
            .optional()
            .build();
    private static final Schema INNER = SchemaBuilder.struct()
            .field("at", TIME)
            .field("text", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    private static final Schema RECORD = SchemaBuilder.struct()
            .name("a.Record")
            .field("time", TIME)
            .field("old_at", Schema.OPTIONAL_INT64_SCHEMA)
            .field("size", Schema.OPTIONAL_INT64_SCHEMA)
            .field("text", Schema.OPTIONAL_STRING_SCHEMA)
            .field("json", Schema.OPTIONAL_STRING_SCHEMA)
            .field("texts", SchemaBuilder.array(Schema.STRING_SCHEMA).optional().build())
            .field("list", SchemaBuilder.array(INNER).optional().build())
            .field(
                    "raw",
                    SchemaBuilder.struct()
                            .field("offset", Schema.INT64_SCHEMA)
                            .optional()
                            .build())
            .build();

    @Test
    void shouldMakeColumnsOfTheTypesThatTablesHave() {
        assertThat(row(new Struct(RECORD)).schema().fields())
                .extracting(field -> field.name() + " " + field.schema().type() + " "
                        + field.schema().name())
                .containsExactly(
                        "time STRING io.debezium.time.ZonedTimestamp",
                        "old_at STRING io.debezium.time.ZonedTimestamp",
                        "size INT64 null",
                        "text STRING null",
                        "json STRING io.debezium.data.Json",
                        "texts ARRAY null",
                        "list STRING io.debezium.data.Json",
                        "raw_offset INT64 null");
    }

    @Test
    void shouldLeaveNullWhatIsNull() {
        Struct row = row(new Struct(RECORD));
        assertThat(row.schema().fields())
                .allSatisfy(field -> assertThat(row.get(field)).isNull());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1970-01-01T00:00:00Z",
        "-1, 1969-12-31T23:59:59.999999Z",
        "253402300800000000, +10000-01-01T00:00:00Z",
        "9223372036854775807, +294247-01-10T04:00:54.775807Z",
        "-9223372036854775808, "
    })
    void shouldTellTimesToTheMicrosecondAndNoneThatPostgresLacks(long micros, @Nullable String time) {
        assertThat(row(new Struct(RECORD).put("time", micros).put("old_at", micros)))
                .satisfies(row -> assertThat(row.get("time")).isEqualTo(time))
                .satisfies(row -> assertThat(row.get("old_at")).isEqualTo(time));
    }

    @Test
    void shouldWriteWhatIsNestedAsJson() {
        Struct row = row(new Struct(RECORD)
                .put(
                        "list",
                        List.of(
                                new Struct(INNER).put("at", 253402300800000001L).put("text", "\"\u0000\ud800x"),
                                new Struct(INNER).put("at", Long.MIN_VALUE)))
                .put("texts", List.of("a\u0000", "b"))
                .put("raw", new Struct(RECORD.field("raw").schema()).put("offset", 7L)));
        assertThat(row.getString("list"))
                .isEqualTo(
                        "[{\"at\":\"10000-01-01T00:00:00.000001Z\",\"text\":\"\\\"\uFFFD\uFFFDx\"},{\"at\":null,\"text\":null}]");
        assertThat(row.getArray("texts")).isEqualTo(List.of("a\uFFFD", "b"));
        assertThat(row.getInt64("raw_offset")).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"a":[1,2.50,true,null]} | {"a":[1,2.50,true,null]}
            {"a\\u0000":"\\ud83d"}    | {"a\uFFFD":"\uFFFD"}
            1e10000                  | 1e10000
            1e10001                  | "1e10001"
            -1E-99999999             | "-1E-99999999"
            {"a":                    | "{\\"a\\":"
            1 2                      | "1 2"
            nothing                  | "nothing"
            """)
    void shouldTakeTextAsJsonAndAsAStringWhereItIsNone(String text, String json) {
        assertThat(row(new Struct(RECORD).put("json", text)).getString("json")).isEqualTo(json);
    }

    @Test
    void shouldTakeAnEmptyTextAndOneThatIsTooDeepAsStrings() {
        assertThat(row(new Struct(RECORD).put("json", "")).getString("json")).isEqualTo("\"\"");
        assertThat(row(new Struct(RECORD).put("json", "[".repeat(5000))).getString("json"))
                .startsWith("\"[[");
    }

    @Test
    void shouldNameTheKeyAndKeepARecordThatDeletes() {
        SinkRecord deletion = keyed().apply(record("acme/1", null));
        assertThat(deletion.value()).isNull();
        assertThat(deletion.key()).isEqualTo(new Struct(deletion.keySchema()).put("id", "acme/1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null"})
    void shouldRefuseARecordWithoutAKey(String key) {
        assertThatThrownBy(() -> keyed().apply(record(key.equals("null") ? null : key, new Struct(RECORD))))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no key");
    }

    @Test
    void shouldRefuseAnotherRecord() {
        assertThatThrownBy(() -> row(new Struct(INNER).put("text", "secret")))
                .isInstanceOf(DataException.class)
                .hasMessage("the value is no a.Record");
    }

    @Test
    void shouldRefuseARequiredTimeThatPostgresLacks() {
        Schema schema = SchemaBuilder.struct()
                .name("a.Record")
                .field("closed_at", Schema.INT64_SCHEMA)
                .build();
        assertThatThrownBy(() -> row(new Struct(schema).put("closed_at", Long.MIN_VALUE)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("closed_at");
    }

    private static Struct row(Struct value) {
        return (Struct) transformation(Map.of()).apply(record("acme/1", value)).value();
    }

    private static RowForPostgres<SinkRecord> keyed() {
        return transformation(Map.of("key.field", "id"));
    }

    private static RowForPostgres<SinkRecord> transformation(Map<String, String> more) {
        var transformation = new RowForPostgres<SinkRecord>();
        var settings = new HashMap<>(Map.of("record", "a.Record", "json.fields", "json"));
        settings.putAll(more);
        transformation.configure(settings);
        return transformation;
    }

    private static SinkRecord record(@Nullable String key, @Nullable Struct value) {
        return new SinkRecord("topic", 0, Schema.STRING_SCHEMA, key, value == null ? null : value.schema(), value, 0);
    }
}
