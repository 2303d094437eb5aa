package io.adjourn.commands.rejected;

import io.adjourn.contracts.RawHeaders;
import io.adjourn.meetings.v1.RejectReason;
import io.adjourn.meetings.v1.RejectedDelivery;
import io.adjourn.meetings.v1.RejectedHeader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A reject without its body, so that many can be held.
 *
 * @param topic where it stands
 * @param time its log time: by the raw topic's clock, when the delivery came
 * @param key the raw record's
 * @param source the source, where the delivery says
 * @param vendor the vendor, where the delivery says
 * @param size of the body, in bytes
 * @param replayOf the reject whose replay this is: it was rejected again; null where it is none
 */
public record Reject(
        String topic,
        RejectId id,
        Instant time,
        String key,
        RejectReason reason,
        String detail,
        String step,
        @Nullable String source,
        @Nullable String vendor,
        int size,
        @Nullable RejectId replayOf) {

    static Reject of(ConsumerRecord<String, byte[]> record, RejectedDelivery delivery) {
        return new Reject(
                record.topic(),
                new RejectId(record.partition(), record.offset()),
                Instant.ofEpochMilli(record.timestamp()),
                record.key() == null ? "" : record.key(),
                delivery.getReason(),
                delivery.getDetail(),
                delivery.getStep(),
                delivery.getSource(),
                delivery.getVendor(),
                delivery.getBody().remaining(),
                replayOf(delivery, record.topic()).orElse(null));
    }

    /** As a replay's header names it. */
    String header() {
        return id.header(topic);
    }

    private static Optional<RejectId> replayOf(RejectedDelivery delivery, String topic) {
        return delivery.getHeaders().stream()
                .filter(header -> header.getKey().equals(RawHeaders.REPLAY_OF))
                .map(RejectedHeader::getValue)
                .filter(Objects::nonNull)
                .flatMap(value -> RejectId.ofHeader(text(value), topic).stream())
                .findFirst();
    }

    private static String text(ByteBuffer value) {
        return StandardCharsets.UTF_8.decode(value.duplicate()).toString();
    }
}
