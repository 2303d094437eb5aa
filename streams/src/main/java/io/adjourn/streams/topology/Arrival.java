package io.adjourn.streams.topology;

import io.adjourn.contracts.Watermark;
import io.adjourn.streams.normalize.Reading;

/** A record of the raw topic. */
sealed interface Arrival {

    /** A delivery, as it was read. */
    record Delivery(Reading reading) implements Arrival {}

    /** What a gateway says of how far its deliveries have come. */
    record Mark(Watermark watermark) implements Arrival {}
}
