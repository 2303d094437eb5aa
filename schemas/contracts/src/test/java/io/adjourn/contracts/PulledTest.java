package io.adjourn.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PulledTest {
    private static final Instant ASKED = Instant.parse("2026-11-30T12:00:00.123456Z");

    @Test
    void shouldReadBackWhatItWrote() {
        var record = new Pulled("bot", ASKED)
                .toRecord(
                        InstalledTopics.DEFAULT.raw(),
                        "acme-attendee/bot_1",
                        "attendee",
                        "7f3c",
                        "application/json",
                        "{}".getBytes(UTF_8),
                        ASKED.plusSeconds(1));

        assertThat(record.key()).isEqualTo("acme-attendee/bot_1");
        assertThat(Pulled.marks(record.headers())).isTrue();
        assertThat(Pulled.of(record.headers())).contains(new Pulled("bot", ASKED));
        assertThat(RawHeaders.texts(record.headers()))
                .containsEntry(RawHeaders.SOURCE, "acme-attendee")
                .containsEntry(RawHeaders.VENDOR, "attendee")
                .containsEntry(RawHeaders.RECEIVED_AT, "2026-11-30T12:00:01.123456Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bot", "bot yesterday", " 2026-11-30T12:00:00Z", "BOT 2026-11-30T12:00:00Z"})
    void shouldReadNothingElse(String value) {
        var headers = new RecordHeaders();
        headers.add(RawHeaders.PULLED, value.getBytes(UTF_8));

        assertThat(Pulled.marks(headers)).isTrue();
        assertThat(Pulled.of(headers)).isEmpty();
    }

    @Test
    void shouldTakeNoDeliveryForAnAnswer() {
        assertThat(Pulled.marks(new RecordHeaders())).isFalse();
        assertThat(Pulled.of(new RecordHeaders())).isEmpty();
    }

    @Test
    void shouldRefuseAnEndpointThatIsNoName() {
        assertThatThrownBy(() -> new Pulled("/bots/{id}", ASKED)).isInstanceOf(IllegalArgumentException.class);
    }
}
