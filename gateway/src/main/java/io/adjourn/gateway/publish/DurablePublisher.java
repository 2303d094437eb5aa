package io.adjourn.gateway.publish;

import io.adjourn.gateway.publish.Publication.Spooled;
import io.adjourn.gateway.publish.Publication.Stored;
import io.adjourn.gateway.publish.SendResult.Acknowledged;
import io.adjourn.gateway.publish.SendResult.Busy;
import io.adjourn.gateway.publish.SendResult.Refused;
import io.adjourn.gateway.publish.SendResult.Unavailable;
import io.adjourn.sources.Source.WhenKafkaIsAway;
import io.adjourn.spool.Spool;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Stores deliveries on Kafka, and what Kafka does not take in time on this disk: nobody has to send anything again. While
 * Kafka is known to be unavailable, none waits for it. A source may have it refused instead.
 *
 * <p>What was not acknowledged in time may have arrived all the same, and is spooled nevertheless: it is in the raw topic twice
 * then, and counts once, for its events have the same ids.
 */
@Singleton
public final class DurablePublisher implements Publisher {
    private final KafkaPublisher kafka;
    private final CircuitBreaker breaker;
    private final Optional<Spool> spool;

    DurablePublisher(KafkaPublisher kafka, CircuitBreaker breaker, Optional<Spool> spool) {
        this.kafka = kafka;
        this.breaker = breaker;
        this.spool = spool;
    }

    @Override
    public Publication publish(RawRecord rawRecord, WhenKafkaIsAway whenKafkaIsAway) {
        int partition = breaker.partitionOf(rawRecord.key());
        SendResult result =
                breaker.refusal(partition).<SendResult>map(why -> why).orElseGet(() -> send(rawRecord, partition));
        return switch (result) {
            case Acknowledged() -> new Stored();
            case Refused(String why) -> instead(rawRecord, whenKafkaIsAway, why);
            case Busy(String why) -> instead(rawRecord, whenKafkaIsAway, why);
            case Unavailable(String why, var _) -> instead(rawRecord, whenKafkaIsAway, why);
        };
    }

    private SendResult send(RawRecord rawRecord, int partition) {
        SendResult result = kafka.publish(rawRecord);
        switch (result) {
            case Acknowledged() -> breaker.succeeded(partition);
            case Unavailable why -> breaker.failed(partition, why);
            case Refused _, Busy _ -> {}
        }
        return result;
    }

    private Publication instead(RawRecord rawRecord, WhenKafkaIsAway whenKafkaIsAway, String why) {
        return spool.filter(_ -> whenKafkaIsAway == WhenKafkaIsAway.SPOOL)
                .map(open -> append(rawRecord, why, open))
                .orElseGet(() -> new Publication.Unavailable(why));
    }

    private static Publication append(RawRecord rawRecord, String why, Spool spool) {
        try {
            return switch (spool.append(rawRecord.key(), rawRecord.body().bytes(), rawRecord.headers())) {
                case Spool.Kept() -> new Spooled();
                case Spool.Refused(String refusal) -> new Publication.Unavailable(why + "; " + refusal);
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Publication.Unavailable("the gateway is stopping");
        }
    }
}
