package io.adjourn.sandbox.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.contracts.Topics;
import io.adjourn.contracts.Watermark;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class ScopeTest {
    private static final Instant NOON = Instant.parse("2026-02-27T12:00:00Z");

    @Test
    void shouldReadAMeetingToItsEndWhenItBeganInTime() {
        var scope = new Scope(NOON, null);
        assertThat(scope.takes(record("acme/1", NOON.minusSeconds(1)))).isTrue();
        assertThat(scope.takes(record("acme/1", NOON.plusSeconds(3600)))).isTrue();
        assertThat(scope.takes(record("acme/2", NOON))).isFalse();
        assertThat(scope.takes(record("acme/2", NOON.plusSeconds(1)))).isFalse();
        assertThat(scope.firstRead()).isEqualTo(Map.of("acme/1", NOON.minusSeconds(1)));
    }

    @Test
    void shouldReadOnlyTheSourceThatIsAskedFor() {
        var scope = new Scope(null, "acme");
        assertThat(scope.takes(record("acme/1", NOON))).isTrue();
        assertThat(scope.takes(record("other/1", NOON))).isFalse();
        assertThat(scope.firstRead()).containsOnlyKeys("acme/1");
    }

    @Test
    void shouldReadAllWatermarksWhateverIsAskedFor() {
        var scope = new Scope(NOON, "acme");
        var watermark = new ConsumerRecord<String, byte[]>("meetings.raw.v1", 0, 0, null, new byte[0]);
        new Watermark("a1b2", "gateway-0", NOON, NOON)
                .toRecord(Topics.RAW, 0)
                .headers()
                .forEach(header -> watermark.headers().add(header));
        assertThat(scope.takes(watermark)).isTrue();
        assertThat(scope.firstRead()).isEmpty();
    }

    @Test
    void shouldKnowSinceWhenAMeetingCanBeKnown() {
        var scope = new Scope(null, null);
        var spooled = record("acme/1", NOON);
        spooled.headers().add("adjourn-received-at", "2026-02-27T11:00:00.000000Z".getBytes(UTF_8));
        var ahead = record("acme/2", NOON);
        ahead.headers().add("adjourn-received-at", "2026-02-27T13:00:00.000000Z".getBytes(UTF_8));
        scope.takes(spooled);
        scope.takes(ahead);
        scope.takes(record("acme/3", NOON));
        assertThat(scope.firstRead()).isEqualTo(Map.of("acme/1", NOON, "acme/2", NOON, "acme/3", NOON));
        assertThat(scope.firstReceived())
                .isEqualTo(Map.of("acme/1", NOON.minusSeconds(3600), "acme/2", NOON, "acme/3", NOON));
    }

    private static ConsumerRecord<String, byte[]> record(String key, Instant time) {
        var headers = new RecordHeaders();
        headers.add("adjourn-source", key.substring(0, key.indexOf('/')).getBytes(UTF_8));
        return new ConsumerRecord<>(
                "meetings.raw.v1",
                0,
                0,
                time.toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                key.length(),
                0,
                key,
                new byte[0],
                headers,
                Optional.empty());
    }
}
