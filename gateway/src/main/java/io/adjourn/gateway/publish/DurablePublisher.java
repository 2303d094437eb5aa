package io.adjourn.gateway.publish;

import io.adjourn.gateway.publish.Breaker.Down;
import io.adjourn.gateway.publish.Breaker.Up;
import io.adjourn.gateway.publish.KafkaAnswer.Acknowledged;
import io.adjourn.gateway.publish.KafkaAnswer.Away;
import io.adjourn.gateway.publish.KafkaAnswer.Busy;
import io.adjourn.gateway.publish.KafkaAnswer.Refused;
import io.adjourn.gateway.publish.Publication.Spooled;
import io.adjourn.gateway.publish.Publication.Stored;
import io.adjourn.gateway.publish.Publication.Unavailable;
import io.adjourn.spool.Spool;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Stores deliveries on Kafka, and what Kafka does not take in time on this disk: nobody has to send anything again. While
 * Kafka is known to be away none waits for it.
 *
 * <p>What was not acknowledged in time may have arrived all the same, and is spooled nevertheless: it is in the raw topic twice
 * then, and counts once, for its events have the same ids.
 */
@Singleton
public final class DurablePublisher implements Publisher {
    private final KafkaPublisher kafka;
    private final Breaker breaker;
    private final Optional<Spool> spool;

    DurablePublisher(KafkaPublisher kafka, Breaker breaker, Optional<Spool> spool) {
        this.kafka = kafka;
        this.breaker = breaker;
        this.spool = spool;
    }

    @Override
    public Publication publish(RawRecord rawRecord) {
        return switch (breaker.state()) {
            case Up() -> toKafka(rawRecord);
            case Down(Away because) -> toSpool(rawRecord, because.why());
        };
    }

    private Publication toKafka(RawRecord rawRecord) {
        return switch (kafka.publish(rawRecord)) {
            case Acknowledged() -> {
                breaker.succeeded();
                yield new Stored();
            }
            case Refused(String why) -> toSpool(rawRecord, why);
            case Busy(String why) -> toSpool(rawRecord, why);
            case Away away -> {
                breaker.trip(away);
                yield toSpool(rawRecord, away.why());
            }
        };
    }

    private Publication toSpool(RawRecord rawRecord, String why) {
        return spool.map(open -> append(rawRecord, why, open)).orElseGet(() -> new Unavailable(why));
    }

    private static Publication append(RawRecord rawRecord, String why, Spool spool) {
        try {
            return switch (spool.append(rawRecord.key(), rawRecord.body().bytes(), rawRecord.headers())) {
                case Spool.Kept() -> new Spooled();
                case Spool.Refused(String refusal) -> new Unavailable(why + "; " + refusal);
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Unavailable("the gateway is stopping");
        }
    }
}
