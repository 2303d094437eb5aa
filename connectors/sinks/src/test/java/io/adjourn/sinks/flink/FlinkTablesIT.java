package io.adjourn.sinks.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.contracts.WireFormat;
import io.adjourn.sinks.Records;
import io.adjourn.sinks.SinkStack;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The tables for Flink, by the format of Flink that reads their rows, with real records and a real registry. No Flink runs: what it would
 * do with statements and rows is not shown.
 */
class FlinkTablesIT {
    @RegisterExtension
    static final SinkStack STACK = SinkStack.SHARED;

    @ParameterizedTest
    @ValueSource(strings = {"completions", "lifecycle", "artifacts"})
    void shouldReadAllFieldsOfEachRecord(String name) throws Exception {
        FlinkTable table = FlinkTable.read(name);
        DeserializationSchema<RowData> format =
                table.format(STACK.cluster().registry().url());
        var read = new ArrayList<Map<String, @Nullable Object>>();
        var there = new ArrayList<Map<String, @Nullable Object>>();
        try (var reader = WireFormat.reader(STACK.cluster().registry().client())) {
            for (ConsumerRecord<String, byte[]> record : STACK.records().in(table.topic())) {
                if (Records.isSound(record)) {
                    read.add(plain(format.deserialize(record.value()), table.type));
                    there.add(plain((SpecificRecord) reader.deserialize(record.topic(), record.value())));
                }
            }
        }
        assertThat(read).isNotEmpty().isEqualTo(there);
    }

    private static Map<String, @Nullable Object> plain(RowData row, RowType type) {
        var fields = new HashMap<String, @Nullable Object>();
        for (int i = 0; i < type.getFieldCount(); i++) {
            Object value = RowData.createFieldGetter(type.getTypeAt(i), i).getFieldOrNull(row);
            fields.put(type.getFieldNames().get(i), plain(value, type.getTypeAt(i)));
        }
        return fields;
    }

    private static @Nullable Object plain(@Nullable Object value, LogicalType type) {
        if (value instanceof RowData row) {
            return plain(row, (RowType) type);
        }
        if (value instanceof ArrayData array) {
            LogicalType element = ((ArrayType) type).getElementType();
            ArrayData.ElementGetter getter = ArrayData.createElementGetter(element);
            var list = new ArrayList<@Nullable Object>();
            for (int i = 0; i < array.size(); i++) {
                list.add(plain(getter.getElementOrNull(array, i), element));
            }
            return list;
        }
        return value instanceof Number || value instanceof Boolean || value == null ? value : value.toString();
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
