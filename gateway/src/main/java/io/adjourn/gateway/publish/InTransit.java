package io.adjourn.gateway.publish;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The deliveries that are accepted, and of which it is not yet known whether Kafka or the spool has them. Each gets the time of its
 * receipt here, so that none is ever of an earlier time than what was told of those before it. Thread-safe.
 */
@Singleton
public final class InTransit {
    private final InstantSource clock;
    private final Set<Delivery> deliveries = new HashSet<>();
    private boolean ended;

    InTransit() {
        this(InstantSource.system());
    }

    InTransit(InstantSource clock) {
        this.clock = clock;
    }

    /** One of them, until it is closed. Each equals itself only. */
    public final class Delivery implements AutoCloseable {
        private final Instant receivedAt;

        private Delivery(Instant receivedAt) {
            this.receivedAt = receivedAt;
        }

        /** When all of it was there and verified. */
        public Instant receivedAt() {
            return receivedAt;
        }

        /** Kafka or the spool has it, or it is refused. */
        @Override
        public void close() {
            synchronized (InTransit.this) {
                deliveries.remove(this);
            }
        }
    }

    /**
     * Up to when all are known to have arrived.
     *
     * @param now as it is asked; a delivery that is accepted later was received then or later
     * @param upTo the earliest receipt among those in transit, else {@code now}
     */
    record Arrived(Instant now, Instant upTo) {}

    /** Accepts a delivery, which must be closed; empty where none is accepted any more. */
    public synchronized Optional<Delivery> accept() {
        if (ended) {
            return Optional.empty();
        }
        var delivery = new Delivery(clock.instant());
        deliveries.add(delivery);
        return Optional.of(delivery);
    }

    synchronized Arrived arrived() {
        Instant now = clock.instant();
        Instant upTo = deliveries.stream()
                .map(Delivery::receivedAt)
                .filter(receivedAt -> receivedAt.isBefore(now))
                .min(Instant::compareTo)
                .orElse(now);
        return new Arrived(now, upTo);
    }

    /** Accepts none from now on; whether none is in transit. */
    synchronized boolean end() {
        ended = true;
        return deliveries.isEmpty();
    }
}
