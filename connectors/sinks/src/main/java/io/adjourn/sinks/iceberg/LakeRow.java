package io.adjourn.sinks.iceberg;

import io.adjourn.sinks.json.AvroTimes;
import io.adjourn.sinks.json.Texts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table in a lake, as Iceberg's sink takes it: a schema of which it makes the table, and a map of which it makes the row.
 *
 * <p>Not a {@link Struct}: of that the sink reads times as {@link java.util.Date}, which has no microseconds. In a map it takes an
 * {@link java.time.OffsetDateTime} as it is, and makes the same type of column of either.
 */
final class LakeRow {
    private LakeRow() {}

    /** The row's schema and the row. */
    static SchemaAndValue of(Schema schema, Struct record) {
        var row = new LinkedHashMap<String, @Nullable Object>();
        for (Field field : record.schema().fields()) {
            Object value = record.get(field);
            row.put(
                    field.name(),
                    value != null && AvroTimes.isTime(field) ? AvroTimes.utc(field, (Long) value) : value(value));
        }
        return new SchemaAndValue(schema, row);
    }

    /** The schema of the rows of such records. All of it is optional: a field that a later version lacks costs no row. */
    static Schema schema(Schema record) {
        return switch (record.type()) {
            case STRUCT -> {
                SchemaBuilder struct = SchemaBuilder.struct().optional();
                record.fields().forEach(field -> struct.field(field.name(), schema(field)));
                yield struct.build();
            }
            case ARRAY ->
                SchemaBuilder.array(schema(record.valueSchema())).optional().build();
            case MAP ->
                SchemaBuilder.map(record.keySchema(), schema(record.valueSchema()))
                        .optional()
                        .build();
            default -> new SchemaBuilder(record.type()).optional().build();
        };
    }

    private static Schema schema(Field field) {
        return AvroTimes.isTime(field) ? Timestamp.builder().optional().build() : schema(field.schema());
    }

    private static @Nullable Object value(@Nullable Object value) {
        if (value instanceof Struct struct) {
            var fields = new LinkedHashMap<String, @Nullable Object>();
            for (Field field : struct.schema().fields()) {
                Object inner = struct.get(field);
                // A time that is none is no reason to refuse the whole record where it is one of many.
                fields.put(
                        field.name(),
                        inner != null && AvroTimes.isTime(field) ? AvroTimes.utc((Long) inner) : value(inner));
            }
            return fields;
        }
        if (value instanceof Collection<?> items) {
            var list = new ArrayList<@Nullable Object>();
            items.forEach(item -> list.add(value(item)));
            return list;
        }
        if (value instanceof Map<?, ?> entries) {
            var map = new LinkedHashMap<Object, @Nullable Object>();
            entries.forEach((key, inner) -> map.put(key, value(inner)));
            return map;
        }
        return value instanceof String text ? Texts.wellFormed(text) : value;
    }
}
