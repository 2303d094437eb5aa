package io.adjourn.gateway.publish;

import io.adjourn.config.Source.OnKafkaUnavailable;
import io.adjourn.gateway.publish.PublishResult.Spooled;
import io.adjourn.gateway.publish.PublishResult.Stored;
import io.adjourn.gateway.publish.SendResult.Acknowledged;
import io.adjourn.gateway.publish.SendResult.Busy;
import io.adjourn.gateway.publish.SendResult.Refused;
import io.adjourn.gateway.publish.SendResult.Unavailable;
import io.adjourn.spool.Spool;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Stores deliveries on Kafka, and what Kafka does not take in time on this disk: nobody has to send anything again. While
 * Kafka is known to be unavailable, none waits for it. A source may have it refused instead.
 *
 * <p>What was not acknowledged in time may have arrived all the same, and is spooled nevertheless: it is in the raw topic twice
 * then, and counts once, for its events have the same ids.
 */
@Singleton
public final class DurablePublisher implements Publisher {
    private static final CompletableFuture<PublishResult> STORED = CompletableFuture.completedFuture(new Stored());

    private final KafkaPublisher kafka;
    private final CircuitBreaker breaker;
    private final Optional<Spool> spool;

    DurablePublisher(KafkaPublisher kafka, CircuitBreaker breaker, Optional<Spool> spool) {
        this.kafka = kafka;
        this.breaker = breaker;
        this.spool = spool;
    }

    @Override
    public CompletableFuture<PublishResult> publish(RawRecord rawRecord, OnKafkaUnavailable onKafkaUnavailable) {
        int partition = breaker.partitionOf(rawRecord.key());
        Optional<Unavailable> refusal = breaker.refusal(partition);
        if (refusal.isPresent()) {
            return CompletableFuture.completedFuture(
                    instead(rawRecord, onKafkaUnavailable, refusal.get().why()));
        }
        return kafka.publish(rawRecord).thenCompose(result -> switch (result) {
            case Acknowledged() -> {
                breaker.succeeded(partition);
                yield STORED;
            }
            case Refused(String why) -> insteadLater(rawRecord, onKafkaUnavailable, why);
            case Busy(String why) -> insteadLater(rawRecord, onKafkaUnavailable, why);
            case Unavailable unavailable -> {
                breaker.failed(partition, unavailable);
                yield insteadLater(rawRecord, onKafkaUnavailable, unavailable.why());
            }
        });
    }

    /** Kafka's threads do not wait for the disk. */
    private CompletableFuture<PublishResult> insteadLater(
            RawRecord rawRecord, OnKafkaUnavailable onKafkaUnavailable, String why) {
        return CompletableFuture.supplyAsync(
                () -> instead(rawRecord, onKafkaUnavailable, why),
                task -> Thread.ofVirtual().name("spooling").start(task));
    }

    private PublishResult instead(RawRecord rawRecord, OnKafkaUnavailable onKafkaUnavailable, String why) {
        return spool.filter(_ -> onKafkaUnavailable == OnKafkaUnavailable.SPOOL)
                .map(open -> append(rawRecord, why, open))
                .orElseGet(() -> new PublishResult.Unavailable(why));
    }

    private static PublishResult append(RawRecord rawRecord, String why, Spool spool) {
        try {
            return switch (spool.append(
                    rawRecord.key(), rawRecord.body().bytes(), rawRecord.headers(), rawRecord.receivedAt())) {
                case Spool.Kept() -> new Spooled();
                case Spool.Refused(String refusal) -> new PublishResult.Unavailable(why + "; " + refusal);
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new PublishResult.Unavailable("the gateway is stopping");
        }
    }
}
