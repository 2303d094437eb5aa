package io.adjourn.gateway.publish;

import io.adjourn.sources.Source.WhenKafkaIsAway;

/** Stores deliveries. Thread-safe. */
public interface Publisher {

    /** Stores the record and says what came of it, within the publish deadline and the time of a write to the disk. Never throws. */
    Publication publish(RawRecord rawRecord, WhenKafkaIsAway whenKafkaIsAway);
}
