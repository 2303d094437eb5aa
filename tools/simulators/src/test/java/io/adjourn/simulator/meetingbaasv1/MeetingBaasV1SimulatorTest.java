package io.adjourn.simulator.meetingbaasv1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.adjourn.simulator.JavaScriptJson;
import io.adjourn.simulator.SimulatedMeeting.Message;
import io.adjourn.vendors.Body;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MeetingBaasV1SimulatorTest {
    private static final Bot BOT =
            new Bot("123e4567-e89b-12d3-a456-426614174000", Instant.parse("2024-01-01T12:00:00Z"), new Signed());
    private static final Wire WIRE = new Wire(BOT);

    /** The documented example, byte for byte. */
    private static final String FAILED =
            "{\"event\":\"failed\",\"data\":{\"bot_id\":\"123e4567-e89b-12d3-a456-426614174000\","
                    + "\"error\":\"meeting_not_found\","
                    + "\"message\":\"Could not join meeting: The meeting ID was not found or has expired\"}}";

    @Test
    void shouldWriteBodiesByteForByteAsTheVendorDoes() {
        assertThat(text(WIRE.failed(
                        "meeting_not_found", "Could not join meeting: The meeting ID was not found or has expired")))
                .isEqualTo(FAILED);
        assertThat(text(WIRE.recording(0.05)))
                .isEqualTo(
                        "{\"event\":\"bot.status_change\",\"data\":{\"bot_id\":\"123e4567-e89b-12d3-a456-426614174000\","
                                + "\"status\":{\"code\":\"in_call_recording\",\"created_at\":\"2024-01-01T12:00:03.000Z\",\"start_time\":1704110403}}}");
    }

    @Test
    void shouldSignAsTheVendorsExampleIsSigned() {
        assertThat(new Signed()
                        .headers(
                                FAILED.getBytes(StandardCharsets.UTF_8),
                                List.of("your-webhook-secret-key", "test-api-key"),
                                BOT.start()))
                .containsOnly(entry(
                        "X-MeetingBaas-Signature", "ebad63cf062efbcccafe13a25c3682dad8db8e9a4bc82886cd1b77ae969e03d0"));
    }

    @Test
    void shouldShowTheApiKeyAndNotTheWebhookSecret() {
        assertThat(new ByApiKey().headers(new byte[0], List.of("test-secret", "test-api-key"), BOT.start()))
                .containsOnly(entry("x-meeting-baas-api-key", "test-api-key"));
    }

    @Test
    void shouldSignLinksAnewInEachAttempt() {
        Message message = WIRE.retried(Stream.of("first", "second").map(token -> Recording.documented(BOT, 6, token)));

        assertThat(message.attempts()).hasSize(2);
        assertThat(text(message.body(1))).isEqualTo(text(message.body(0)).replace("token=first", "token=second"));
    }

    @Test
    void shouldSendSomeHundredKilobytesOfALongMeeting() {
        assertThat(JavaScriptJson.bytes(Recording.documented(BOT, 8_000, "first")))
                .hasSizeBetween(300_000, 1_000_000);
    }

    private static String text(Message message) {
        return text(message.body(0));
    }

    private static String text(Body body) {
        return new String(body.bytes(), StandardCharsets.UTF_8);
    }
}
