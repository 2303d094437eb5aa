package io.adjourn.sinks.postgres;

import io.adjourn.sinks.json.AvroTimes;
import io.adjourn.sinks.json.Texts;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * A column of a row, and how its value is made of a record. Its schema is one that Debezium's JDBC sink binds as the column's type, and
 * from which it makes the column where there is none yet. All are optional: a table that has rows takes no other new column.
 *
 * @param within the record's field that holds the one below; null where that is the record's own
 */
record Column(String name, Schema schema, @Nullable Field within, Field field, Value value) {
    private static final Schema TEXT = Schema.OPTIONAL_STRING_SCHEMA;
    private static final Schema TEXTS = SchemaBuilder.array(TEXT).optional().build();
    private static final Schema TIMESTAMPTZ = SchemaBuilder.string()
            .name("io.debezium.time.ZonedTimestamp")
            .optional()
            .build();
    /** With the parameter by which Debezium's sink tells {@code jsonb} from {@code json}. */
    private static final Schema JSONB = SchemaBuilder.string()
            .name("io.debezium.data.Json")
            .parameter("__debezium.source.column.type", "JSONB")
            .optional()
            .build();

    /** Makes a column's value of a field's, which is not null. */
    interface Value {
        @Nullable
        Object of(Object value);
    }

    /**
     * The columns of a record, in its order. A record within it becomes columns of its own, named {@code outer_inner}.
     *
     * @param json the names of text fields that hold JSON
     */
    static List<Column> of(Schema schema, Set<String> json) {
        return schema.fields().stream()
                .flatMap(field -> field.schema().type() == Schema.Type.STRUCT
                        ? field.schema().fields().stream()
                                .map(inner -> of(field.name() + "_" + inner.name(), field, inner, json))
                        : Stream.of(of(field.name(), null, field, json)))
                .toList();
    }

    private static Column of(String name, @Nullable Field within, Field field, Set<String> json) {
        Schema schema = field.schema();
        if (AvroTimes.isTime(field)) {
            return new Column(name, TIMESTAMPTZ, within, field, value -> time(field, (Long) value));
        }
        return switch (schema.type()) {
            case STRING ->
                json.contains(name)
                        ? new Column(name, JSONB, within, field, value -> StorableJson.ofText((String) value))
                        : new Column(name, TEXT, within, field, value -> Texts.storable((String) value));
            case ARRAY ->
                schema.valueSchema().type() == Schema.Type.STRING
                        ? new Column(name, TEXTS, within, field, Column::texts)
                        : jsonb(name, within, field);
            case STRUCT, MAP -> jsonb(name, within, field);
            default -> new Column(name, optional(schema), within, field, value -> value);
        };
    }

    private static Column jsonb(String name, @Nullable Field within, Field field) {
        return new Column(name, JSONB, within, field, value -> StorableJson.ofValue(field.schema(), value));
    }

    private static Schema optional(Schema schema) {
        return new SchemaBuilder(schema.type()).optional().build();
    }

    private static List<@Nullable String> texts(Object value) {
        var texts = new ArrayList<@Nullable String>();
        for (Object text : (List<?>) value) {
            texts.add(text == null ? null : Texts.storable((String) text));
        }
        return texts;
    }

    private static @Nullable String time(Field field, long micros) {
        OffsetDateTime time = AvroTimes.utc(field, micros);
        return time == null ? null : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
    }

    /** What the column has in the row of that record. */
    @Nullable
    Object in(Struct struct) {
        Struct holder = within == null ? struct : struct.getStruct(within.name());
        Object found = holder == null ? null : holder.get(field);
        return found == null ? null : value.of(found);
    }
}
