package io.adjourn.inspector.view;

import io.micronaut.serde.annotation.Serdeable;

/** Where a record stands in Kafka. Its text is {@code topic/partition/offset}. */
@Serdeable
public record Coordinates(String topic, int partition, long offset) {
    @Override
    public String toString() {
        return topic + "/" + partition + "/" + offset;
    }
}
