package io.adjourn.sandbox.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
