package io.adjourn.inspector.view;

import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that a delivery became.
 *
 * @param id the event's id: the same fact has the same one
 * @param record where it stands
 * @param kind such as {@code STATE_CHANGE}, {@code TRANSCRIPT} or {@code CHAT_MESSAGE}
 * @param said what it says, in a word or two: a state, or an artifact's status; null where the kind says all
 * @param vendorType the vendor's own name of it; empty where it has none
 */
@Serdeable
public record EventView(
        String id,
        Coordinates record,
        String kind,
        @Nullable String said,
        String vendorType,
        Instant occurredAt,
        boolean inferred) {}
