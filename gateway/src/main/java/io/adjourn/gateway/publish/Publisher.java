package io.adjourn.gateway.publish;

import io.adjourn.config.Source.OnKafkaUnavailable;
import java.util.concurrent.CompletableFuture;

/** Stores deliveries. Thread-safe. */
public interface Publisher {

    /**
     * Stores the record. May block for a part of the publish deadline, and for a write to the disk.
     *
     * @return what came of it, within the publish deadline and the time of a write to the disk; never fails
     */
    CompletableFuture<PublishResult> publish(RawRecord rawRecord, OnKafkaUnavailable onKafkaUnavailable);
}
