package io.adjourn.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class RecordJsonTest {
    private static final Schema SCHEMA = new Schema.Parser().parse("""
            {"type": "record", "name": "Sample", "fields": [
              {"name": "at", "type": ["null", {"type": "long", "logicalType": "timestamp-micros"}]},
              {"name": "never", "type": ["null", {"type": "long", "logicalType": "timestamp-micros"}]},
              {"name": "count", "type": "long"},
              {"name": "url", "type": "string"},
              {"name": "items", "type": {"type": "array", "items": {"type": "record", "name": "Item", "fields": [
                {"name": "seconds", "type": "double"}]}}},
              {"name": "body", "type": "bytes"}]}
            """);

    private final RecordJson json = new RecordJson(LinkMask::mask);

    @Test
    void shouldShowTimesAsTextAndBytesAsWhatTheyAre() {
        var item = new GenericRecordBuilder(SCHEMA.getField("items").schema().getElementType())
                .set("seconds", 1.5)
                .build();
        GenericData.Record value = new GenericRecordBuilder(SCHEMA)
                .set("at", 1_772_176_311_863_543L)
                .set("never", null)
                .set("count", 7L)
                .set("url", "https://cdn.example/a?sig=1")
                .set("items", List.of(item))
                .set("body", ByteBuffer.wrap("{\"é\": 1}".getBytes(StandardCharsets.UTF_8)))
                .build();
        assertThat(json.decoded(record(new byte[0]), value).get("value").toString())
                .isEqualTo("{\"at\":\"2026-02-27T07:11:51.863543Z\",\"never\":null,\"count\":7,"
                        + "\"url\":\"https://cdn.example/a?***\",\"items\":[{\"seconds\":1.5}],"
                        + "\"body\":\"{\\\"é\\\": 1}\"}");
    }

    @Test
    void shouldShowRawRecordsWithKeyHeadersAndBody() {
        var record = record("not JSON, https://cdn.example/a?sig=1".getBytes(StandardCharsets.UTF_8));
        record.headers().add("adjourn-source", "acme".getBytes(StandardCharsets.UTF_8));
        JsonNode shown = json.raw(record);
        assertThat(shown.get("key").asText()).isEqualTo("acme/1");
        assertThat(shown.get("headers").toString()).isEqualTo("{\"adjourn-source\":\"acme\"}");
        assertThat(shown.get("body").asText()).isEqualTo("not JSON, https://cdn.example/a?***");
        assertThat(new RecordJson(UnaryOperator.identity())
                        .raw(record)
                        .get("body")
                        .asText())
                .isEqualTo("not JSON, https://cdn.example/a?sig=1");
    }

    @Test
    void shouldShowBytesInBase64WhenTheyAreNoText() {
        assertThat(json.raw(record(new byte[] {(byte) 0xC3, 0x28})).get("body").toString())
                .isEqualTo("{\"base64\":\"wyg=\"}");
    }

    @Test
    void shouldShowATombstoneAsNull() {
        assertThat(json.decoded(record(new byte[0]), null).get("value").isNull())
                .isTrue();
    }

    private static ConsumerRecord<String, byte[]> record(byte[] value) {
        return new ConsumerRecord<>("meetings.raw.v1", 2, 5, "acme/1", value);
    }
}
