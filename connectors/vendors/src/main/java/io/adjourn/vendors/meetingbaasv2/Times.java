package io.adjourn.vendors.meetingbaasv2;

import io.adjourn.vendors.Delivery;
import io.adjourn.vendors.Event.EventTime;
import io.adjourn.vendors.VendorTime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a delivery was sent and received, for the times of its events.
 *
 * @param sent as the body says, else the time of the attempt, by its header; null without either
 */
record Times(@Nullable VendorTime sent, Instant receivedAt) {
    static final String SVIX_TIMESTAMP = "svix-timestamp";
    static final String WEBHOOK_TIMESTAMP = "webhook-timestamp";

    static Times of(Payload payload, Delivery delivery) {
        VendorTime sent = payload.sentAt();
        if (sent == null) {
            String svix = delivery.headers().get(SVIX_TIMESTAMP);
            String header = svix == null ? delivery.headers().get(WEBHOOK_TIMESTAMP) : svix;
            sent = header == null ? null : VendorTime.of(header);
        }
        return new Times(sent, delivery.receivedAt());
    }

    /** The time of an event that says so itself, else, inferred, of its sending or receipt. */
    EventTime of(@Nullable VendorTime own) {
        return VendorTime.eventTime(own, sent, receivedAt);
    }

    /** The instant that a time stands for, null where it stands for none that can be. */
    @Nullable
    Instant instant(@Nullable VendorTime time) {
        return VendorTime.usable(time, receivedAt);
    }
}
