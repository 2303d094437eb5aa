package io.adjourn.sinks.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Kafka Connect's values as JSON: records as objects by their fields' names, times as texts. */
public final class ConnectJson {
    private ConnectJson() {}

    private static void write(JsonGenerator json, Field field, Struct struct, UnaryOperator<String> texts)
            throws IOException {
        Object value = struct.get(field);
        json.writeFieldName(field.name());
        if (value != null && AvroTimes.isTime(field)) {
            write(json, field.schema(), AvroTimes.text((Long) value), texts);
        } else {
            write(json, field.schema(), value, texts);
        }
    }

    /**
     * Writes a value of that schema.
     *
     * @param texts what is done to every text
     * @throws DataException if it holds something for which there is no JSON, such as bytes
     */
    public static void write(JsonGenerator json, Schema schema, @Nullable Object value, UnaryOperator<String> texts)
            throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Struct struct) {
            json.writeStartObject();
            for (Field field : struct.schema().fields()) {
                write(json, field, struct, texts);
            }
            json.writeEndObject();
        } else if (value instanceof Collection<?> items) {
            json.writeStartArray();
            for (Object item : items) {
                write(json, schema.valueSchema(), item, texts);
            }
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(texts.apply(String.valueOf(entry.getKey())));
                write(json, schema.valueSchema(), entry.getValue(), texts);
            }
            json.writeEndObject();
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Double number && (number.isNaN() || number.isInfinite())) {
            json.writeNull();
        } else if (value instanceof Number number) {
            json.writeNumber(number.toString());
        } else if (value instanceof String text) {
            json.writeString(texts.apply(text));
        } else {
            throw new DataException("there is no JSON for a value of " + schema.type());
        }
    }
}
