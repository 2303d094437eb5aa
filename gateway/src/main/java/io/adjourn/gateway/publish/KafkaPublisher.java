package io.adjourn.gateway.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.contracts.Topics;
import io.adjourn.gateway.publish.KafkaConnection.BeingMade;
import io.adjourn.gateway.publish.KafkaConnection.Made;
import io.adjourn.gateway.publish.KafkaConnection.NotMade;
import io.adjourn.gateway.publish.SendResult.Acknowledged;
import io.adjourn.gateway.publish.SendResult.Unavailable;
import io.adjourn.gateway.sources.GatewaySettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes deliveries to the raw topic and waits until every in-sync replica has them, for at most
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

    /** Never throws. */
    SendResult publish(RawRecord rawRecord) {
        long start = System.nanoTime();
        SendResult result = switch (connection.state()) {
            case BeingMade() -> BeingMade.UNAVAILABLE;
            case NotMade(String why) -> new Unavailable(why, false);
            case Made(var producer, var _, var _) -> send(rawRecord, producer, start + deadline.toNanos());
        };
        duration.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        return result;
    }

    private SendResult send(RawRecord rawRecord, Producer<String, byte[]> producer, long due) {
        try {
            var acknowledgement = producer.send(toKafka(rawRecord));
            var _ = acknowledgement.get(due - System.nanoTime(), TimeUnit.NANOSECONDS);
            return new Acknowledged();
        } catch (TimeoutException e) {
            return new Unavailable("no acknowledgement within " + deadline.toMillis() + " ms", false);
        } catch (ExecutionException | RuntimeException e) {
            return SendResult.of(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Unavailable("the gateway is stopping", false);
        }
    }

    static ProducerRecord<String, byte[]> toKafka(RawRecord rawRecord) {
        var kafka = new ProducerRecord<>(
                Topics.RAW.name(), rawRecord.key(), rawRecord.body().bytes());
        rawRecord.headers().forEach((name, value) -> kafka.headers().add(name, value.getBytes(UTF_8)));
        return kafka;
    }
}
