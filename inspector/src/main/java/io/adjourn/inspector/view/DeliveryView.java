package io.adjourn.inspector.view;

import io.adjourn.meetings.v1.RejectReason;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One delivery, and what became of it.
 *
 * @param deliveryId the id that the gateway answered with
 * @param raw where its body stands
 * @param receivedAt when the gateway received it
 * @param storedAt when Kafka had it
 * @param spooled whether it waited on the gateway's disk because Kafka was away; null where the gateway did not say
 * @param verifiedBy the vendor's scheme that proved it, {@code none} where its source demands no proof; null where not said, as of an
 *     earlier release
 * @param pulled the question of the vendor's read API that it answers, such as {@code bot}; null where it came by itself
 * @param askedAt when that was asked
 * @param replayOf the reject that was sent back, {@code topic/partition/offset}; null where it is none
 * @param contentType null where it had none
 * @param bytes how long its body is
 * @param result what became of it
 * @param duplicateOf the delivery that told the same before; null where it is no duplicate, or that one is not in the index
 * @param rejectReason null where it was not rejected
 * @param rejectDetail what was wrong with it; never content of the body
 * @param vendorType the vendor's name of its event; null where it is not known
 * @param events what it became
 */
@Serdeable
public record DeliveryView(
        String deliveryId,
        Coordinates raw,
        Instant receivedAt,
        Instant storedAt,
        @Nullable Boolean spooled,
        @Nullable String verifiedBy,
        @Nullable String pulled,
        @Nullable Instant askedAt,
        @Nullable String replayOf,
        @Nullable String contentType,
        int bytes,
        DeliveryResult result,
        @Nullable String duplicateOf,
        @Nullable RejectReason rejectReason,
        @Nullable String rejectDetail,
        @Nullable String vendorType,
        List<EventView> events) {
    public DeliveryView {
        events = List.copyOf(events);
    }
}
