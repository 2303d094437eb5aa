package io.adjourn.streams.normalize;

import io.adjourn.contracts.RawHeaders;
import io.adjourn.meetings.v1.RawCoordinates;
import io.adjourn.vendors.Headers;
import io.adjourn.vendors.IsoTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record of the raw topic, with its headers read.
 *
 * @param key its key; empty where it has none
 * @param body the request's body; empty where it has none
 * @param kafkaHeaders its headers as they are
 * @param logTime the broker's timestamp, in milliseconds
 * @param coordinates where it stands
 */
@SuppressWarnings("ArrayRecordComponent") // The body as Kafka hands it out; raw records are never compared.
public record RawDelivery(
        String key,
        byte[] body,
        org.apache.kafka.common.header.Headers kafkaHeaders,
        Headers headers,
        long logTime,
        RawCoordinates coordinates) {

    public static RawDelivery of(
            @Nullable String key,
            byte @Nullable [] body,
            org.apache.kafka.common.header.Headers headers,
            long logTime,
            String topic,
            int partition,
            long offset) {
        Map<String, String> texts = RawHeaders.texts(headers);
        String deliveryId = texts.getOrDefault(RawHeaders.DELIVERY_ID, "");
        return new RawDelivery(
                key == null ? "" : key,
                body == null ? new byte[0] : body,
                headers,
                Headers.of(texts),
                logTime,
                new RawCoordinates(topic, partition, offset, deliveryId));
    }

    public Optional<String> source() {
        return Optional.ofNullable(headers.get(RawHeaders.SOURCE));
    }

    public Optional<String> vendor() {
        return Optional.ofNullable(headers.get(RawHeaders.VENDOR));
    }

    /** When the gateway received it; log time where the record does not say, or nothing that can be read. */
    public Instant receivedAt() {
        String text = headers.get(RawHeaders.RECEIVED_AT);
        Instant read = text == null ? null : IsoTime.parse(text);
        return read == null ? Instant.ofEpochMilli(logTime) : read;
    }
}
