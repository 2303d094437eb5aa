package io.adjourn.inspector.http;

import io.adjourn.inspector.view.Reject;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/** Deliveries that could not be read. */
@Serdeable
public record Rejects(List<Reject> rejects) {
    public Rejects {
        rejects = List.copyOf(rejects);
    }
}
