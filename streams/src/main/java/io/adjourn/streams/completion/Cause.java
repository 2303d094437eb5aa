package io.adjourn.streams.completion;

import io.adjourn.meetings.v1.RawCoordinates;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What made a revision come to be. */
public sealed interface Cause {

    /**
     * A delivery.
     *
     * @param vendorType the vendor's name of its event
     * @param pulled whether it is an answer of the vendor's read API, and no webhook
     */
    record ByDelivery(
            Instant receivedAt, String vendorType, @Nullable RawCoordinates raw, boolean pulled) implements Cause {}

    /** A deadline that passed. */
    record ByDeadline() implements Cause {}
}
