package io.adjourn.simulator.meetstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.adjourn.simulator.PythonJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeetStreamSimulatorTest {
    /** The documented example, byte for byte. */
    private static final String JOINING =
            "{\"event\": \"bot.joining\", \"bot_id\": \"6667fd0c-0165-471a-a880-06a1180be377\", \"bot_status\": \"Joining\","
                    + " \"message\": \"Bot is joining the meeting\", \"status_code\": 200,"
                    + " \"timestamp\": \"2026-02-27T07:11:51.863543+00:00\", \"custom_attributes\": {}}";

    @Test
    void shouldSignAsTheVendorsExampleIsSigned() {
        assertThat(new MeetStreamProof()
                        .headers(
                                JOINING.getBytes(StandardCharsets.UTF_8),
                                List.of("example-meetstream-secret"),
                                Instant.parse("2026-02-27T07:11:52.001Z")))
                .containsOnly(
                        entry(
                                "X-MeetStream-Signature",
                                "sha256=4f4cc989d59df4fdce8f4120b6c4190cbcc7cd8ec81f371a42076fa56b16cef3"),
                        entry("X-MeetStream-Timestamp", "2026-02-27T07:11:52.001000+00:00"));
    }

    @Test
    void shouldWriteBodiesByteForByteAsTheVendorDoes() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("event", "bot.joining");
        fields.put("bot_id", "6667fd0c-0165-471a-a880-06a1180be377");
        fields.put("bot_status", "Joining");
        fields.put("message", "Bot is joining the meeting");
        fields.put("status_code", 200);
        fields.put("timestamp", PythonJson.micros(Instant.parse("2026-02-27T07:11:51.863543Z")));
        fields.put("custom_attributes", Map.of());
        assertThat(new String(PythonJson.bytes(fields), StandardCharsets.UTF_8)).isEqualTo(JOINING);
    }
}
