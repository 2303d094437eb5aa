package io.adjourn.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatermarkTest {
    private static final Instant NOON = Instant.parse("2026-02-27T12:00:00.123456Z");

    @Test
    void shouldBeReadAsItWasWritten() {
        for (Instant upTo : new @Nullable Instant[] {NOON.minusSeconds(1), null}) {
            var watermark = new Watermark("a1b2", "gateway-0", NOON, upTo);
            var record = watermark.toRecord(Topics.RAW, 3);
            assertThat(record.topic()).isEqualTo("meetings.raw.v1");
            assertThat(record.partition()).isEqualTo(3);
            assertThat(record.key()).isNull();
            assertThat(record.value()).isEmpty();
            assertThat(Watermark.marks(record.headers())).isTrue();
            assertThat(Watermark.of(record.headers())).contains(watermark);
        }
    }

    @Test
    void shouldSayUpToWhenInHeadersThatAreFixed() {
        Headers headers = new Watermark("a1b2", "gateway-0", NOON, NOON.minusSeconds(1))
                .toRecord(Topics.RAW, 0)
                .headers();
        assertThat(text(headers, "adjourn-watermark")).isEqualTo("2026-02-27T11:59:59.123456Z");
        assertThat(text(headers, "adjourn-gateway")).isEqualTo("a1b2");
        assertThat(text(headers, "adjourn-gateway-host")).isEqualTo("gateway-0");
        assertThat(text(headers, "adjourn-sent-at")).isEqualTo("2026-02-27T12:00:00.123456Z");
        assertThat(headers.toArray()).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-27T12:00:00Z, , 2026-02-27T12:00:00Z",
        "2026-02-27T12:00:00Z, a1b2,",
        "noon, a1b2, 2026-02-27T12:00:00Z",
        "closed, a1b2, noon",
        "'', a1b2, 2026-02-27T12:00:00Z",
    })
    void shouldSayNothingWhereItCannotBeRead(String upTo, @Nullable String gateway, @Nullable String sentAt) {
        var headers = new RecordHeaders();
        headers.add(RawHeaders.WATERMARK, upTo.getBytes(UTF_8));
        if (gateway != null) {
            headers.add(RawHeaders.GATEWAY, gateway.getBytes(UTF_8));
        }
        if (sentAt != null) {
            headers.add(RawHeaders.SENT_AT, sentAt.getBytes(UTF_8));
        }
        assertThat(Watermark.of(headers)).isEmpty();
    }

    @Test
    void shouldSayNothingWithANameLongerThanAnyGatewayHas() {
        assertThat(Watermark.of(new Watermark("x".repeat(257), "h", NOON, NOON)
                        .toRecord(Topics.RAW, 0)
                        .headers()))
                .isEmpty();
    }

    /** What it said was true where it stood. */
    @Test
    void shouldSayNothingWhereItIsSentBackFromTheRejects() {
        Headers headers =
                new Watermark("a1b2", "h", NOON, NOON).toRecord(Topics.RAW, 0).headers();
        headers.add(RawHeaders.REPLAY_OF, "meetings.rejected.v1/0/1".getBytes(UTF_8));
        assertThat(Watermark.of(headers)).isEmpty();
    }

    private static String text(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), UTF_8);
    }
}
