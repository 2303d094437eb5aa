package io.adjourn.sinks.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowForIcebergTest {
    private static final Schema TIME =
            SchemaBuilder.int64().name("io.debezium.time.MicroTimestamp").build();
    private static final Schema INNER = SchemaBuilder.struct()
            .field("at", TIME)
            .field("text", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    private static final Schema RECORD = SchemaBuilder.struct()
            .name("a.Record")
            .field("time", TIME)
            .field("ended_at", Schema.OPTIONAL_INT64_SCHEMA)
            .field("size", Schema.OPTIONAL_INT64_SCHEMA)
            .field("text", Schema.OPTIONAL_STRING_SCHEMA)
            .field("texts", SchemaBuilder.array(Schema.STRING_SCHEMA).optional().build())
            .field("list", SchemaBuilder.array(INNER).optional().build())
            .field(
                    "map",
                    SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA)
                            .optional()
                            .build())
            .build();

    @Test
    void shouldSayWhatColumnsATableNeeds() {
        Schema schema = row(new Struct(RECORD).put("time", 0L)).valueSchema();
        assertThat(schema.fields())
                .allSatisfy(field -> assertThat(field.schema().isOptional()).isTrue())
                .extracting(field -> field.name() + " " + field.schema().type() + " "
                        + field.schema().name())
                .containsExactly(
                        "time INT64 " + Timestamp.LOGICAL_NAME,
                        "ended_at INT64 " + Timestamp.LOGICAL_NAME,
                        "size INT64 null",
                        "text STRING null",
                        "texts ARRAY null",
                        "list ARRAY null",
                        "map MAP null");
        Schema inner = schema.field("list").schema().valueSchema();
        assertThat(inner.isOptional()).isTrue();
        assertThat(inner.field("at").schema())
                .isEqualTo(Timestamp.builder().optional().build());
    }

    @Test
    void shouldKeepTimesToTheMicrosecondAndWhatIsNested() {
        Map<String, @Nullable Object> row = fields(new Struct(RECORD)
                .put("time", -1L)
                .put("ended_at", 253402300800000001L)
                .put("size", Long.MAX_VALUE)
                .put("text", "a\u0000\ud800")
                .put("texts", List.of("\udc00", "b"))
                .put("list", List.of(new Struct(INNER).put("at", 1L).put("text", "x")))
                .put("map", Map.of("k", "\ud800")));
        var inner = new HashMap<String, @Nullable Object>();
        inner.put("at", OffsetDateTime.parse("1970-01-01T00:00:00.000001Z"));
        inner.put("text", "x");
        assertThat(row)
                .containsEntry("time", OffsetDateTime.parse("1969-12-31T23:59:59.999999Z"))
                .containsEntry("ended_at", OffsetDateTime.parse("+10000-01-01T00:00:00.000001Z"))
                .containsEntry("size", Long.MAX_VALUE)
                .containsEntry("text", "a\u0000\uFFFD")
                .containsEntry("texts", List.of("\uFFFD", "b"))
                .containsEntry("list", List.of(inner))
                .containsEntry("map", Map.of("k", "\uFFFD"));
    }

    @Test
    void shouldLeaveNullWhatIsNullAndTimesThatAreNone() {
        Map<String, @Nullable Object> row = fields(new Struct(RECORD)
                .put("time", 0L)
                .put("ended_at", Long.MIN_VALUE)
                .put("list", List.of(new Struct(INNER).put("at", Long.MIN_VALUE))));
        assertThat(row).containsEntry("ended_at", null).containsEntry("text", null);
        assertThat(String.valueOf(row.get("list"))).isEqualTo("[{at=null, text=null}]");
    }

    @Test
    void shouldRefuseAnotherRecordAndARequiredTimeThatIsNone() {
        assertThatThrownBy(() -> row(new Struct(INNER).put("at", 0L).put("text", "secret")))
                .isInstanceOf(DataException.class)
                .hasMessage("the value is no a.Record");
        assertThatThrownBy(() -> row(new Struct(RECORD).put("time", Long.MIN_VALUE)))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("time is no time");
    }

    @Test
    void shouldKeepARecordThatDeletes() {
        SinkRecord deletion = row(null);
        assertThat(deletion.value()).isNull();
        assertThat(deletion.key()).isEqualTo("acme/1");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> fields(Struct value) {
        return (Map<String, @Nullable Object>) row(value).value();
    }

    private static SinkRecord row(@Nullable Struct value) {
        var transformation = new RowForIceberg<SinkRecord>();
        transformation.configure(Map.of("record", "a.Record"));
        return transformation.apply(new SinkRecord(
                "topic", 0, Schema.STRING_SCHEMA, "acme/1", value == null ? null : value.schema(), value, 0));
    }
}
