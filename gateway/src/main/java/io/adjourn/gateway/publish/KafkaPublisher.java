package io.adjourn.gateway.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.gateway.publish.KafkaConnection.BeingMade;
import io.adjourn.gateway.publish.KafkaConnection.Made;
import io.adjourn.gateway.publish.KafkaConnection.NotMade;
import io.adjourn.gateway.publish.SendResult.Acknowledged;
import io.adjourn.gateway.publish.SendResult.Unavailable;
import io.adjourn.gateway.sources.GatewaySettings;
import io.adjourn.tracing.Tracing;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes deliveries to the raw topic, each until every in-sync replica has it, for at most {@code gateway.publish.timeout}. */
@Singleton
class KafkaPublisher {
    private final KafkaConnection connection;
    private final Duration deadline;
    private final Timer duration;
    private final Tracing tracing;
    /** Those that wait for Kafka, and for a moment those that did. A timer for each would wake up a thread for each. */
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();

    /** @param due by {@link System#nanoTime} */
    private record Waiting(CompletableFuture<SendResult> result, long due) {
        boolean isOver(long now) {
            return result.isDone() || now - due >= 0;
        }
    }

    KafkaPublisher(
            KafkaConnection connection, GatewaySettings.Publish settings, MeterRegistry meters, Tracing tracing) {
        this.connection = connection;
        this.deadline = settings.timeout();
        this.tracing = tracing;
        this.duration = Timer.builder("adjourn.gateway.publish.duration")
                .description("Time from handing a delivery to the Kafka producer to its acknowledgement or failure")
                .publishPercentileHistogram()
                .maximumExpectedValue(deadline)
                .register(meters);
    }

    /**
     * Blocks only for what Kafka's producer waits for before it takes a record.
     *
     * @return what came of it; never fails. Completed by the thread of Kafka's producer, which must not be kept waiting
     */
    CompletableFuture<SendResult> publish(RawRecord rawRecord) {
        long start = System.nanoTime();
        return switch (connection.state()) {
            case BeingMade() -> CompletableFuture.completedFuture(BeingMade.UNAVAILABLE);
            case NotMade(String why) -> CompletableFuture.completedFuture(new Unavailable(why, false));
            case Made(var producer, var _, var _) -> {
                var result = new CompletableFuture<SendResult>();
                waiting.add(new Waiting(result, start + deadline.toNanos()));
                send(rawRecord, connection.topic(), producer, result);
                yield result.whenComplete((_, _) -> duration.record(System.nanoTime() - start, TimeUnit.NANOSECONDS));
            }
        };
    }

    private void send(
            RawRecord rawRecord,
            String topic,
            Producer<String, byte[]> producer,
            CompletableFuture<SendResult> result) {
        ProducerRecord<String, byte[]> kafka = toKafka(rawRecord, topic);
        var span = SendSpan.start(tracing, rawRecord, kafka, false);
        try {
            var _ = producer.send(kafka, (place, fault) -> {
                span.end(place, fault);
                result.complete(fault == null ? new Acknowledged() : SendResult.of(fault));
            });
        } catch (RuntimeException e) {
            span.end(null, e);
            result.complete(SendResult.of(e));
        }
    }

    /** Gives up those that are due: all wait equally long, so the first is due first. Kafka's producer ends most of them itself. */
    @Scheduled(fixedDelay = "50ms", initialDelay = "50ms")
    void giveUp() {
        long now = System.nanoTime();
        for (Waiting first = waiting.peek(); first != null && first.isOver(now); first = waiting.peek()) {
            first.result.complete(new Unavailable("no acknowledgement within " + deadline.toMillis() + " ms", false));
            waiting.remove();
        }
    }

    static ProducerRecord<String, byte[]> toKafka(RawRecord rawRecord, String topic) {
        var kafka =
                new ProducerRecord<>(topic, rawRecord.key(), rawRecord.body().bytes());
        rawRecord.headers().forEach((name, value) -> kafka.headers().add(name, value.getBytes(UTF_8)));
        return kafka;
    }
}
