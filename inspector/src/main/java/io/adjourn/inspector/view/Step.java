package io.adjourn.inspector.view;

import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.EndReason;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step of a meeting's course.
 *
 * @param inferred whether the vendor gave no usable time, so that {@code at} is our own guess
 * @param vendorState the vendor's own word; null where it has none
 * @param reason null where none was said
 * @param pulled whether only the vendor's read API said so, because no webhook came
 * @param attempt the number of the run that it belongs to; 0 where that is not known
 * @param deliveryId the delivery that told it; null where that is not known
 */
@Serdeable
public record Step(
        BotState state,
        Instant at,
        boolean inferred,
        @Nullable String vendorState,
        @Nullable EndReason reason,
        boolean pulled,
        int attempt,
        @Nullable String deliveryId) {}
