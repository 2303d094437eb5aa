package io.adjourn.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway says to each partition of the raw topic every few seconds: whatever it has answered 202 and received before
 * {@code upTo} stands in this partition before this record, if it belongs there. Its record has no key and no body.
 *
 * @param gateway the gateway, by a name that outlives its process where its spool does
 * @param host its host, for people
 * @param sentAt when this was made, by the gateway's clock
 * @param upTo by the gateway's clock, never after {@code sentAt}; null where the gateway has stopped and nothing waits in its spool
 */
public record Watermark(
        String gateway,
        String host,
        Instant sentAt,
        @Nullable Instant upTo) {
    /** What the header says in place of a time where the gateway has stopped. */
    public static final String CLOSED = "closed";

    private static final int LONGEST_NAME = 256;

    /** As a record for that partition of the raw topic. */
    public ProducerRecord<String, byte[]> toRecord(Topic raw, int partition) {
        return toRecord(raw, partition, null);
    }

    /** The same, with a log time: of a raw topic that is a copy. */
    public ProducerRecord<String, byte[]> toRecord(Topic raw, int partition, @Nullable Long logTime) {
        var record = new ProducerRecord<String, byte[]>(raw.name(), partition, logTime, null, new byte[0]);
        add(record.headers(), RawHeaders.WATERMARK, upTo == null ? CLOSED : text(upTo));
        add(record.headers(), RawHeaders.GATEWAY, gateway);
        add(record.headers(), RawHeaders.GATEWAY_HOST, host);
        add(record.headers(), RawHeaders.SENT_AT, text(sentAt));
        return record;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }

    private static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS).toString();
    }

    /** Whether the record is marked as one: then it is no delivery. */
    public static boolean marks(Headers headers) {
        return headers.lastHeader(RawHeaders.WATERMARK) != null;
    }

    /**
     * What a record of the raw topic says; empty where it is none, or cannot be read. A replay of one says nothing: what it said was
     * true of another place in the log.
     */
    public static Optional<Watermark> of(Headers headers) {
        if (!marks(headers)) {
            return Optional.empty();
        }
        String upTo = RawHeaders.last(headers, RawHeaders.WATERMARK);
        String gateway = RawHeaders.last(headers, RawHeaders.GATEWAY);
        String sentAt = RawHeaders.last(headers, RawHeaders.SENT_AT);
        if (upTo == null
                || gateway == null
                || gateway.length() > LONGEST_NAME
                || sentAt == null
                || headers.lastHeader(RawHeaders.REPLAY_OF) != null) {
            return Optional.empty();
        }
        try {
            String host = RawHeaders.last(headers, RawHeaders.GATEWAY_HOST);
            return Optional.of(new Watermark(
                    gateway,
                    host == null || host.length() > LONGEST_NAME ? "" : host,
                    Instant.parse(sentAt),
                    upTo.equals(CLOSED) ? null : Instant.parse(upTo)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
