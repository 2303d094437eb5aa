package io.adjourn.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adjourn.contracts.RawHeaders;
import io.adjourn.contracts.Topics;
import io.adjourn.contracts.Watermark;
import io.adjourn.vendors.Vendors;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DriftTest {
    private static final Instant START = Instant.parse("2026-11-30T06:00:00Z");
    private long offset;

    @Test
    void shouldListEachChangeOnceWithItsFirstDelivery() {
        Drift drift = drift(null, null, null);
        drift.add(delivery("bot.joining", ""));
        drift.add(delivery("bot.levitating", ""));
        drift.add(delivery("bot.joining", ", \"region\": \"eu\""));
        drift.add(delivery("bot.levitating", ", \"region\": \"us\""));
        drift.add(record("meetstream", "acme", "not JSON".getBytes(UTF_8), new RecordHeaders()));
        assertThat(drift.lines()).containsExactly("""
                meetstream  rejected  -       NOT_JSON        1  2026-11-30T06:00:05Z  2026-11-30T06:00:05Z  3-5
                meetstream  event     event   bot.levitating  2  2026-11-30T06:00:02Z  2026-11-30T06:00:04Z  3-2
                meetstream  field     region  region          2  2026-11-30T06:00:03Z  2026-11-30T06:00:04Z  3-3
                3 changes in 5 deliveries\
                """.split("\n"));
    }

    @Test
    void shouldLeaveOutWhatItIsNotAskedFor() {
        ConsumerRecord<String, byte[]> changed = delivery("bot.levitating", "");
        for (Drift drift : new Drift[] {
            drift("vexa", null, null), drift(null, "other", null), drift(null, null, START), drift("vexa", "acme", null)
        }) {
            drift.add(changed);
            assertThat(drift.lines()).containsExactly("no drift in 0 deliveries");
        }
    }

    @Test
    void shouldTakeWatermarksAndUnknownVendorsForNoDrift() {
        Drift drift = drift(null, null, null);
        Headers mark = new Watermark("gateway-0", "host", START, START)
                .toRecord(Topics.RAW, 3)
                .headers();
        drift.add(record("meetstream", "acme", new byte[0], mark));
        drift.add(record("unheard-of", "acme", "{}".getBytes(UTF_8), new RecordHeaders()));
        assertThat(drift.lines()).containsExactly("no drift in 1 deliveries");
    }

    private static Drift drift(@Nullable String vendor, @Nullable String source, @Nullable Instant to) {
        return new Drift(Vendors.KNOWN, vendor, source, to);
    }

    private ConsumerRecord<String, byte[]> delivery(String event, String more) {
        String body = """
                {"event": "%s", "bot_id": "5b0ff6e7-3cea-4c9f-a6b4-851c5f11cf4f", "bot_status": "Joining", "message": "about it",
                 "status_code": 200, "timestamp": "2026-11-30T05:59:00Z"%s}""".formatted(event, more);
        return record("meetstream", "acme", body.getBytes(UTF_8), new RecordHeaders());
    }

    private ConsumerRecord<String, byte[]> record(String vendor, String source, byte[] body, Headers headers) {
        offset++;
        headers.add(RawHeaders.VENDOR, vendor.getBytes(UTF_8));
        headers.add(RawHeaders.SOURCE, source.getBytes(UTF_8));
        return new ConsumerRecord<>(
                Topics.RAW.name(),
                3,
                offset,
                START.plusSeconds(offset).toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                0,
                body.length,
                "acme/5b0ff6e7-3cea-4c9f-a6b4-851c5f11cf4f",
                body,
                headers,
                Optional.empty());
    }
}
