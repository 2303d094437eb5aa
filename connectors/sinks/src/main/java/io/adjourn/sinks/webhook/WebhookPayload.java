package io.adjourn.sinks.webhook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.adjourn.sinks.json.ConnectJson;
import io.adjourn.sinks.json.Texts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Locale;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a record what the Standard Webhooks scheme calls a payload: {@code type}, {@code timestamp}, {@code data}. The type is the
 * record's name in words: {@code meeting.completion} of {@code MeetingCompletion}. A record without a value, which says that a meeting
 * is forgotten, is {@code meeting.forgotten} with its {@code meeting_id}.
 */
final class WebhookPayload {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final String EVENT_ID = "event_id";

    private WebhookPayload() {}

    /**
     * What is to be sent of a record.
     *
     * @throws DataException if it has no key, or is no record of Adjourn
     */
    static WebhookMessage of(SinkRecord record) {
        if (!(record.key() instanceof String key) || key.isEmpty()) {
            throw new DataException("the record has no key, or one that is no text");
        }
        if (record.value() == null) {
            byte[] body = body("meeting.forgotten", record, json -> {
                json.writeStartObject();
                json.writeStringField("meeting_id", Texts.wellFormed(key));
                json.writeEndObject();
            });
            return new WebhookMessage(place(record), key, body, record);
        }
        if (!(record.value() instanceof Struct struct) || struct.schema().field(EVENT_ID) == null) {
            throw new DataException("the value is no record of Adjourn: it has no " + EVENT_ID);
        }
        byte[] body = body(
                type(struct.schema().name()),
                record,
                json -> ConnectJson.write(json, struct.schema(), struct, Texts::wellFormed));
        return new WebhookMessage(id(struct, record), key, body, record);
    }

    /** The event's own: it is the same after a reset of offsets, and in a mirrored topic. */
    private static String id(Struct struct, SinkRecord record) {
        Field field = struct.schema().field(EVENT_ID);
        return struct.get(field) instanceof String id && !id.isEmpty() ? id : place(record);
    }

    private static String place(SinkRecord record) {
        return record.originalTopic() + "-" + record.originalKafkaPartition() + "-" + record.originalKafkaOffset();
    }

    private static String type(String name) {
        return name.substring(name.lastIndexOf('.') + 1)
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])", ".")
                .toLowerCase(Locale.ROOT);
    }

    private interface Data {
        void to(JsonGenerator json) throws IOException;
    }

    private static byte[] body(String type, SinkRecord record, Data data) {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("type", type);
            json.writeStringField("timestamp", timestamp(record.timestamp()));
            json.writeFieldName("data");
            data.to(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static String timestamp(@Nullable Long millis) {
        return Instant.ofEpochMilli(millis == null ? 0 : millis).toString();
    }
}
