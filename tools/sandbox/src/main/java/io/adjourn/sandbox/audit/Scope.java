package io.adjourn.sandbox.audit;

import io.adjourn.contracts.RawHeaders;
import io.adjourn.contracts.Watermark;
import io.adjourn.vendors.IsoTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Which raw records a replay reads: those of the keys first seen in a span of time, all of them, also what came after it: a
 * meeting cut short would be told otherwise. And all watermarks, which every meeting's deadlines go by. Remembers the keys it has
 * seen.
 */
final class Scope {
    private final @Nullable Instant to;
    private final @Nullable String source;
    private final Map<String, Instant> firstRead = new HashMap<>();
    private final Map<String, Instant> firstReceived = new HashMap<>();

    /**
     * The scope of records read from its beginning on.
     *
     * @param to keys first seen then or later are left out; null for none
     * @param source only this source's; null for all
     */
    Scope(@Nullable Instant to, @Nullable String source) {
        this.to = to;
        this.source = source;
    }

    /** Whether the record belongs to it; asked for each, those of a key in their order. */
    boolean takes(ConsumerRecord<String, byte[]> record) {
        if (Watermark.marks(record.headers())) {
            return true;
        }
        String key = record.key();
        Instant time = Instant.ofEpochMilli(record.timestamp());
        if (key == null || (source != null && !source.equals(sourceOf(record)))) {
            return false;
        }
        if (to != null && !time.isBefore(to) && !firstRead.containsKey(key)) {
            return false;
        }
        firstRead.merge(key, time, Scope::earlier);
        firstReceived.merge(key, earlier(time, receivedAt(record, time)), Scope::earlier);
        return true;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** The keys it took records of, each with the log time of its first. */
    Map<String, Instant> firstRead() {
        return firstRead;
    }

    /** The keys it took records of, each with the earliest time that one of them can count as received at. */
    Map<String, Instant> firstReceived() {
        return firstReceived;
    }

    private static Instant receivedAt(ConsumerRecord<?, ?> record, Instant logTime) {
        String text = RawHeaders.last(record.headers(), RawHeaders.RECEIVED_AT);
        Instant received = text == null ? null : IsoTime.parse(text);
        // As finely as records say it.
        return received == null ? logTime : received.truncatedTo(ChronoUnit.MILLIS);
    }

    private static @Nullable String sourceOf(ConsumerRecord<?, ?> record) {
        return RawHeaders.last(record.headers(), RawHeaders.SOURCE);
    }
}
