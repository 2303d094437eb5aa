package io.adjourn.inspector.http;

import io.adjourn.inspector.view.DeliveryView;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/**
 * Deliveries of a meeting.
 *
 * @param more how many there are beside those
 */
@Serdeable
public record Deliveries(List<DeliveryView> deliveries, int more) {
    public Deliveries {
        deliveries = List.copyOf(deliveries);
    }
}
