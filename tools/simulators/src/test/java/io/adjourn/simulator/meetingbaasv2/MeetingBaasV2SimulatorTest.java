package io.adjourn.simulator.meetingbaasv2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.adjourn.simulator.JavaScriptJson;
import io.adjourn.simulator.SimulatedMeeting.Message;
import io.adjourn.simulator.meetingbaasv2.R2Events.Dialect;
import io.adjourn.vendors.Body;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MeetingBaasV2SimulatorTest {
    private static final Bot BOT = new Bot(
            "3f0c2f0e-5a57-4d0b-9c39-2b1f5c9b7a11",
            "789e0123-e45b-47c8-9901-234567890abc",
            Instant.parse("2025-01-15T10:30:00Z"));

    @Test
    void shouldSignAsThePublicExampleIsSigned() {
        assertThat(new SvixProof("msg_p5jXN8AQM9LWM0D4loKWxJek")
                        .headers(
                                "{\"test\": 2432232314}".getBytes(UTF_8),
                                List.of("test-callback-secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
                                Instant.ofEpochSecond(1614265330)))
                .containsOnly(
                        entry("svix-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
                        entry("svix-timestamp", "1614265330"),
                        entry("svix-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
    }

    @Test
    void shouldShowTheCallbacksSecretAndNoOther() {
        List<String> secrets = new MeetingBaasV2Simulator().testSecrets("acme");

        assertThat(new CallbackProof().headers(new byte[0], secrets, Instant.EPOCH))
                .containsOnly(entry("x-mb-secret", "test-callback-secret-of-acme"));
    }

    @Test
    void shouldKeepTheIdOfAWebhookAndSignEachAttempt() {
        Message webhook = Post.webhook(new R2Events(BOT, Dialect.R1).step("queued", 0));
        List<String> secrets = new MeetingBaasV2Simulator().testSecrets("acme");
        Map<String, String> first =
                webhook.proof().headers(webhook.body(0).bytes(), secrets, Instant.ofEpochSecond(1736940850));
        Map<String, String> second =
                webhook.proof().headers(webhook.body(1).bytes(), secrets, Instant.ofEpochSecond(1736940855));

        assertThat(second.get("svix-id")).isEqualTo(first.get("svix-id"));
        assertThat(second.get("svix-signature")).isNotEqualTo(first.get("svix-signature"));
        assertThat(webhook.proof().signsEachAttempt()).isTrue();
    }

    @Test
    void shouldRenewLinksAndTimeOfSendingInEachAttemptOfACallback() {
        var says = new R2Events(BOT, Dialect.R1);
        var sending = Sending.of(Set.of("audio"));
        Message callback = Post.callback("PUT", List.of(says.completed(sending), says.completed(sending.again())));

        assertThat(callback.method()).isEqualTo("PUT");
        assertThat(text(callback.body(0)))
                .contains("X-Amz-Signature=00000001", "\"sent_at\":\"2025-01-15T11:21:00.000Z\"");
        assertThat(text(callback.body(1)))
                .contains("X-Amz-Signature=00000002", "\"sent_at\":\"2025-01-15T11:22:00.000Z\"");
        assertThat(callback.body(2)).isEqualTo(callback.body(1));
    }

    @Test
    void shouldWriteBodiesByteForByteAsTheVendorDoes() {
        var documented = new R2Events(BOT, Dialect.R1).recording(0.1);
        var guide = new LinkedHashMap<>(new R2Events(BOT, Dialect.G).step("queued", 0));

        assertThat(text(new Body(JavaScriptJson.bytes(documented))))
                .isEqualTo(
                        "{\"event\":\"bot.status_change\",\"data\":{\"bot_id\":\"3f0c2f0e-5a57-4d0b-9c39-2b1f5c9b7a11\","
                                + "\"event_id\":null,\"status\":{\"code\":\"in_call_recording\","
                                + "\"created_at\":\"2025-01-15T10:30:06.000Z\",\"start_time\":1736937006}},"
                                + "\"extra\":{\"customer_id\":\"12345\",\"topic\":\"Café ☕ 会議\"}}");
        assertThat(text(new Body(JavaScriptJson.bytes(guide))))
                .endsWith("\"created_at\":\"2025-01-15T10:30:00.000Z\"},"
                        + "\"extra\":{\"customer_id\":\"12345\",\"topic\":\"Café ☕ 会議\"}}}");
    }

    private static String text(Body body) {
        return new String(body.bytes(), UTF_8);
    }
}
