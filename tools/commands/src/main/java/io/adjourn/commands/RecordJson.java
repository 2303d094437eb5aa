package io.adjourn.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Records as JSON for people and scripts: times as RFC 3339, bytes as text where they are UTF-8, else in Base64.
 *
 * @param texts what is done to every text before it is shown
 */
record RecordJson(UnaryOperator<String> texts) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** A record whose value is Avro, already read; a tombstone's value is null. */
    JsonNode decoded(ConsumerRecord<String, ?> record, @Nullable Object value) {
        ObjectNode json = coordinates(record);
        json.set("value", value instanceof IndexedRecord avro ? fields(avro) : JSON.nullNode());
        return json;
    }

    /** A record of the meetings' changelog, whose value was read by the schema of that fingerprint. */
    JsonNode state(ConsumerRecord<String, ?> record, String fingerprint, IndexedRecord state) {
        ObjectNode json = coordinates(record);
        json.put("fingerprint", fingerprint);
        json.set("state", fields(state));
        return json;
    }

    /** A record whose value is a body as a vendor sent it. */
    JsonNode raw(ConsumerRecord<String, byte[]> record) {
        ObjectNode json = coordinates(record);
        ObjectNode headers = json.putObject("headers");
        for (Header header : record.headers()) {
            headers.set(header.key(), bytes(header.value()));
        }
        json.set("body", bytes(record.value()));
        return json;
    }

    private ObjectNode coordinates(ConsumerRecord<String, ?> record) {
        ObjectNode json = JSON.objectNode();
        json.put("key", record.key());
        json.put("partition", record.partition());
        json.put("offset", record.offset());
        json.put("log_time", Instant.ofEpochMilli(record.timestamp()).toString());
        return json;
    }

    private ObjectNode fields(IndexedRecord record) {
        ObjectNode json = JSON.objectNode();
        for (Schema.Field field : record.getSchema().getFields()) {
            json.set(field.name(), node(record.get(field.pos()), field.schema()));
        }
        return json;
    }

    private JsonNode node(@Nullable Object value, Schema schema) {
        return switch (value) {
            case null -> JSON.nullNode();
            case IndexedRecord record -> fields(record);
            case Collection<?> items -> {
                ArrayNode array = JSON.arrayNode();
                items.forEach(item -> array.add(node(item, actual(schema).getElementType())));
                yield array;
            }
            case Map<?, ?> entries -> {
                ObjectNode object = JSON.objectNode();
                entries.forEach((key, entry) ->
                        object.set(key.toString(), node(entry, actual(schema).getValueType())));
                yield object;
            }
            case Long number
            when actual(schema).getLogicalType() instanceof LogicalTypes.TimestampMicros ->
                JSON.textNode(Instant.EPOCH.plus(number, ChronoUnit.MICROS).toString());
            case Long number -> JSON.numberNode(number);
            case Integer number -> JSON.numberNode(number);
            case Double number -> JSON.numberNode(number);
            case Float number -> JSON.numberNode(number);
            case Boolean truth -> JSON.booleanNode(truth);
            case ByteBuffer buffer -> {
                byte[] copy = new byte[buffer.remaining()];
                buffer.duplicate().get(copy);
                yield bytes(copy);
            }
            default -> JSON.textNode(texts.apply(value.toString()));
        };
    }

    private JsonNode bytes(byte @Nullable [] bytes) {
        if (bytes == null) {
            return JSON.nullNode();
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return JSON.textNode(texts.apply(text));
        } catch (CharacterCodingException e) {
            return JSON.objectNode().put("base64", Base64.getEncoder().encodeToString(bytes));
        }
    }

    /** What a value of an optional field is when it is there. */
    private static Schema actual(Schema schema) {
        return schema.isUnion()
                ? schema.getTypes().stream()
                        .filter(type -> type.getType() != Schema.Type.NULL)
                        .findFirst()
                        .orElse(schema)
                : schema;
    }
}
