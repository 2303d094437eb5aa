package io.adjourn.gateway.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.contracts.Topics;
import io.adjourn.gateway.publish.KafkaAnswer.Acknowledged;
import io.adjourn.gateway.publish.KafkaAnswer.Away;
import io.adjourn.gateway.publish.KafkaConnection.BeingMade;
import io.adjourn.gateway.publish.KafkaConnection.Made;
import io.adjourn.gateway.publish.KafkaConnection.NotMade;
import io.adjourn.gateway.sources.GatewaySettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes records to the raw topic and waits until every in-sync replica has them, for at most
 * {@code gateway.publish.timeout}. Blocks: not for event loops.
 */
@Singleton
class KafkaPublisher {
    private final KafkaConnection connection;
    private final Duration deadline;
    private final Timer duration;

    KafkaPublisher(KafkaConnection connection, GatewaySettings.Publish settings, MeterRegistry meters) {
        this.connection = connection;
        this.deadline = settings.timeout();
        this.duration = Timer.builder("adjourn.gateway.publish.duration")
                .description("From handing a delivery to Kafka's producer to its acknowledgement, or giving up")
                .publishPercentileHistogram()
                .maximumExpectedValue(deadline)
                .register(meters);
    }

    /** A record that was handed to the producer. */
    sealed interface Sending {}

    /** It will go no further. */
    record Over(KafkaAnswer answer) implements Sending {}

    /** It is on its way, and is to be there at the time that {@link System#nanoTime} says then. */
    record Pending(Future<?> acknowledgement, long due) implements Sending {}

    KafkaAnswer publish(RawRecord rawRecord) {
        long start = System.nanoTime();
        KafkaAnswer answer = await(send(rawRecord));
        duration.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        return answer;
    }

    /** Hands the record to the producer. What one thread hands over is written in that order, where keys are the same. */
    Sending send(RawRecord rawRecord) {
        long due = System.nanoTime() + deadline.toNanos();
        return switch (connection.state()) {
            case BeingMade() -> new Over(BeingMade.AWAY);
            case NotMade(String why) -> new Over(new Away(why, false));
            case Made(var producer, var _) -> send(rawRecord, producer, due);
        };
    }

    /** Waits for the answer until it is due. Never throws. */
    KafkaAnswer await(Sending sending) {
        return switch (sending) {
            case Over(KafkaAnswer answer) -> answer;
            case Pending(var acknowledgement, long due) -> await(acknowledgement, due);
        };
    }

    private Sending send(RawRecord rawRecord, Producer<String, byte[]> producer, long due) {
        try {
            var acknowledgement = producer.send(toKafka(rawRecord));
            // What fails at once has failed here, after it may have blocked: without metadata, without room.
            return acknowledgement.isDone() ? new Over(await(acknowledgement, due)) : new Pending(acknowledgement, due);
        } catch (RuntimeException e) {
            return new Over(KafkaAnswer.of(e));
        }
    }

    private KafkaAnswer await(Future<?> acknowledgement, long due) {
        try {
            var _ = acknowledgement.get(due - System.nanoTime(), TimeUnit.NANOSECONDS);
            return new Acknowledged();
        } catch (TimeoutException e) {
            return new Away("no acknowledgement within " + deadline.toMillis() + " ms", false);
        } catch (ExecutionException e) {
            return KafkaAnswer.of(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Away("the gateway is stopping", false);
        }
    }

    private static ProducerRecord<String, byte[]> toKafka(RawRecord rawRecord) {
        var kafka = new ProducerRecord<>(
                Topics.RAW.name(), rawRecord.key(), rawRecord.body().bytes());
        rawRecord.headers().forEach((name, value) -> kafka.headers().add(name, value.getBytes(UTF_8)));
        return kafka;
    }
}
