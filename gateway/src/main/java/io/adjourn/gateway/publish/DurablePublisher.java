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
import io.adjourn.sources.Source.WhenKafkaIsAway;
import io.adjourn.spool.Spool;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Stores deliveries on Kafka, and what Kafka does not take in time on this disk: nobody has to send anything again. While
 * Kafka is known to be away none waits for it. A source may have it refused instead.
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
    public Publication publish(RawRecord rawRecord, WhenKafkaIsAway whenKafkaIsAway) {
        KafkaAnswer answer = switch (breaker.state()) {
            case Up() -> ask(rawRecord);
            case Down(Away because) -> because;
        };
        return switch (answer) {
            case Acknowledged() -> new Stored();
            case Refused(String why) -> instead(rawRecord, whenKafkaIsAway, why);
            case Busy(String why) -> instead(rawRecord, whenKafkaIsAway, why);
            case Away(String why, var _) -> instead(rawRecord, whenKafkaIsAway, why);
        };
    }

    private KafkaAnswer ask(RawRecord rawRecord) {
        KafkaAnswer answer = kafka.publish(rawRecord);
        switch (answer) {
            case Acknowledged() -> breaker.succeeded();
            case Away away -> breaker.trip(away);
            case Refused _, Busy _ -> {}
        }
        return answer;
    }

    private Publication instead(RawRecord rawRecord, WhenKafkaIsAway whenKafkaIsAway, String why) {
        return spool.filter(_ -> whenKafkaIsAway == WhenKafkaIsAway.SPOOL)
                .map(open -> append(rawRecord, why, open))
                .orElseGet(() -> new Unavailable(why));
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
