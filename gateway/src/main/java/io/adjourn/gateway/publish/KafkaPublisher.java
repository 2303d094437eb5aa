package io.adjourn.gateway.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.contracts.Topics;
import io.adjourn.gateway.publish.KafkaAnswer.Acknowledged;
import io.adjourn.gateway.publish.KafkaAnswer.Away;
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

    /** A record that is on its way. */
    @FunctionalInterface
    interface Sending {

        /** Waits for the answer, to the deadline of the record. Never throws. */
        KafkaAnswer answer();
    }

    KafkaAnswer publish(RawRecord rawRecord) {
        long start = System.nanoTime();
        KafkaAnswer answer = send(rawRecord).answer();
        duration.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        return answer;
    }

    /** Hands the record to the producer. What is handed over by one thread is written in that order, where keys are the same. */
    Sending send(RawRecord rawRecord) {
        long start = System.nanoTime();
        return switch (connection.state()) {
            case NotMade(String why) -> () -> new Away(why, false);
            case Made(var producer, var _) -> send(rawRecord, producer, start);
        };
    }

    private Sending send(RawRecord rawRecord, Producer<String, byte[]> producer, long start) {
        try {
            var acknowledgement = producer.send(toKafka(rawRecord));
            return () -> await(acknowledgement, start);
        } catch (RuntimeException e) {
            return () -> KafkaAnswer.of(e);
        }
    }

    private KafkaAnswer await(Future<?> acknowledgement, long start) {
        try {
            long left = deadline.toNanos() - (System.nanoTime() - start);
            var _ = acknowledgement.get(left, TimeUnit.NANOSECONDS);
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
