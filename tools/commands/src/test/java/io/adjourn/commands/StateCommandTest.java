package io.adjourn.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.adjourn.commands.state.StateChangelog.Found;
import io.adjourn.config.CannotStartException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StateCommandTest {
    private static final String TOPIC = "adjourn-streams-meeting-state-changelog";
    private static final Schema SCHEMA = new Schema.Parser().parse("""
            {"type": "record", "name": "MeetingState", "fields": [
              {"name": "vendor", "type": "string"}, {"name": "url", "type": ["null", "string"]}]}
            """);

    @Test
    void shouldShowWhereAndSinceWhenAndWhatIsKept() throws IOException {
        JsonNode shown = shown(state("https://cdn.example/a?sig=1"));

        assertThat(shown.toString())
                .isEqualTo("{\"key\":\"acme/16\",\"partition\":3,\"offset\":42,\"log_time\":\"2026-02-27T07:11:51Z\","
                        + "\"fingerprint\":\"" + fingerprint()
                        + "\",\"state\":{\"vendor\":\"acme\",\"url\":\"https://cdn.example/a?***\"}}");
    }

    @Test
    void shouldSayThatThereIsNoSuchMeeting() {
        assertThatThrownBy(() -> shown("acme/17", Optional.empty()))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining("there is no state of acme/17: partition 3 of " + TOPIC);
    }

    @Test
    void shouldSayWhenItWasForgotten() {
        assertComplains(
                null,
                "it was deleted at 2026-02-27T07:11:51Z, by the tombstone at " + TOPIC + ", partition 3, offset 42");
    }

    @Test
    void shouldSayWhereTheBytesAreThatItCannotDecode() throws IOException {
        String place = " bytes at " + TOPIC + ", partition 3, offset 42)";
        byte[] unknown = state("https://cdn.example");
        unknown[1]++;

        assertComplains(new byte[] {4, 0, 0}, "acme/16 (3" + place + " is in the format of release 0.1.0");
        assertComplains(new byte[] {6, 0, 0}, "acme/16 (3" + place + " is truncated: see docs/runbooks/");
        assertComplains(unknown, "acme/16 (" + unknown.length + place + " was written with schema");
    }

    private static void assertComplains(byte @Nullable [] value, String complaint) {
        assertThatThrownBy(() -> shown(value))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining(complaint);
    }

    private static JsonNode shown(byte @Nullable [] value) {
        return shown(
                "acme/16",
                Optional.of(new ConsumerRecord<>(
                        TOPIC,
                        3,
                        42,
                        1_772_176_311_000L,
                        TimestampType.CREATE_TIME,
                        7,
                        0,
                        "acme/16",
                        value,
                        new RecordHeaders(),
                        Optional.empty())));
    }

    private static JsonNode shown(String key, Optional<ConsumerRecord<String, byte[]>> latest) {
        byte[] schema = SchemaNormalization.toParsingForm(SCHEMA).getBytes(UTF_8);
        return StateCommand.shown(
                key,
                new Found(TOPIC, 3, latest.orElse(null), Map.of("schema-" + fingerprint(), schema)),
                new RecordJson(LinkMask::mask));
    }

    private static String fingerprint() {
        return "%016x".formatted(SchemaNormalization.parsingFingerprint64(SCHEMA));
    }

    private static byte[] state(String url) throws IOException {
        GenericData.Record state = new GenericRecordBuilder(SCHEMA)
                .set("vendor", "acme")
                .set("url", url)
                .build();
        var bytes = new ByteArrayOutputStream();
        bytes.write(6);
        bytes.write(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(SchemaNormalization.parsingFingerprint64(SCHEMA))
                .array());
        var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<>(SCHEMA).write(state, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }
}
