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
 * @param time its log time: by the raw topic's clock, when the delivery came
 * @param key the raw record's
 * @param source the source, where the delivery says
 * @param vendor the vendor, where the delivery says
 * @param size of the body, in bytes
 * @param replayOf the reject whose replay this is: it was rejected again; null where it is none
 */
public record Reject(
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
                new RejectId(record.partition(), record.offset()),
                Instant.ofEpochMilli(record.timestamp()),
                record.key() == null ? "" : record.key(),
                delivery.getReason(),
                delivery.getDetail(),
                delivery.getStep(),
                delivery.getSource(),
                delivery.getVendor(),
                delivery.getBody().remaining(),
                replayOf(delivery).orElse(null));
    }

    private static Optional<RejectId> replayOf(RejectedDelivery delivery) {
        return delivery.getHeaders().stream()
                .filter(header -> header.getKey().equals(RawHeaders.REPLAY_OF))
                .map(RejectedHeader::getValue)
                .filter(Objects::nonNull)
                .flatMap(value -> RejectId.ofHeader(text(value)).stream())
                .findFirst();
    }

    private static String text(ByteBuffer value) {
        return StandardCharsets.UTF_8.decode(value.duplicate()).toString();
    }
}
