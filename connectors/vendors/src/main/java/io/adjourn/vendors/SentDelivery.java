package io.adjourn.vendors;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A webhook that a vendor says it sent, or did not.
 *
 * @param eventId the vendor's id of the event, as the webhook's body has it
 * @param outcome the vendor's word for what became of it
 * @param session the bot it was about; null where not said
 * @param at when; null where not said, or not readable
 * @param delivered whether the vendor says that it arrived
 */
public record SentDelivery(
        String eventId,
        String outcome,
        @Nullable String session,
        @Nullable Instant at,
        boolean delivered) {}
