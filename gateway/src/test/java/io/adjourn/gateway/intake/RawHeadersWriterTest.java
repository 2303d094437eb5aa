package io.adjourn.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.config.Source;
import io.adjourn.config.Source.OnKafkaUnavailable;
import io.adjourn.config.Source.Verification;
import io.adjourn.vendors.Headers;
import io.adjourn.vendors.meetstream.MeetStream;
import io.adjourn.vendors.verify.Secrets;
import io.adjourn.vendors.verify.Verifier;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RawHeadersWriterTest {
    private static final MeetStream VENDOR = new MeetStream();
    private static final Source SOURCE = new Source(
            "acme",
            VENDOR,
            Verification.SIGNATURE,
            Verifier.CLOSED,
            VENDOR.completionRules(),
            null,
            OnKafkaUnavailable.SPOOL,
            Secrets.NONE);

    @ParameterizedTest
    @CsvSource({
        "2026-02-27T07:11:51.863543999Z, 2026-02-27T07:11:51.863543Z",
        "2026-02-27T07:11:51Z, 2026-02-27T07:11:51.000000Z",
    })
    void shouldWriteTheTimeOfReceiptInMicroseconds(String receivedAt, String written) {
        assertThat(envelope(Map.of(), receivedAt)).containsEntry("adjourn-received-at", written);
    }

    @Test
    void shouldKeepAHeaderOfUpToOneKibibyte() {
        String longest = "x".repeat(1024);
        assertThat(envelope(Map.of("X-MeetStream-Timestamp", longest)))
                .containsEntry("x-meetstream-timestamp", longest);
    }

    @Test
    void shouldLeaveOutLongerHeaders() {
        assertThat(envelope(Map.of("X-MeetStream-Timestamp", "x".repeat(1025), "Content-Type", "ü".repeat(513))))
                .doesNotContainKeys("x-meetstream-timestamp", "content-type");
    }

    @Test
    void shouldNotLetASenderWriteOurHeaders() {
        assertThat(envelope(Map.of("Adjourn-Source", "another", "Adjourn-Delivery-Id", "mine")))
                .containsEntry("adjourn-source", "acme")
                .containsEntry("adjourn-delivery-id", "d-1");
    }

    @Test
    void shouldKeepTheTraceOfItsSenderBesideOurs() {
        String foreign = "00-11111111111111111111111111111111-2222222222222222-01";

        assertThat(envelope(Map.of("traceparent", foreign)))
                .containsEntry("traceparent", "00-trace")
                .containsEntry("adjourn-trace-link", foreign);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "anything",
                "00-00000000000000000000000000000000-2222222222222222-01",
                "00-11111111111111111111111111111111-0000000000000000-01",
                "01-11111111111111111111111111111111-2222222222222222-01",
                "00-11111111111111111111111111111111-2222222222222222-01-more"
            })
    void shouldKeepNoTraceThatIsNone(String foreign) {
        assertThat(envelope(Map.of("traceparent", foreign))).doesNotContainKey("adjourn-trace-link");
    }

    private static Map<String, String> envelope(Map<String, String> received) {
        return envelope(received, "2026-02-27T07:11:51Z");
    }

    private static Map<String, String> envelope(Map<String, String> received, String receivedAt) {
        return RawHeadersWriter.of(
                SOURCE, Headers.of(received), "signature", "d-1", Instant.parse(receivedAt), "00-trace");
    }
}
