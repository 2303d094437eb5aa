package io.adjourn.gateway.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.contracts.Topics;
import io.adjourn.gateway.publish.KafkaConnection.Away;
import io.adjourn.gateway.publish.KafkaConnection.Made;
import io.adjourn.gateway.publish.Publication.Stored;
import io.adjourn.gateway.publish.Publication.Unavailable;
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
import org.apache.kafka.common.KafkaException;

/**
 * Writes deliveries to the raw topic and waits until every in-sync replica has them, for at most
 * {@code gateway.publish.timeout}. Blocks: for virtual threads only.
 */
@Singleton
public final class KafkaPublisher implements Publisher {
    private final KafkaConnection connection;
    private final Duration deadline;
    private final Timer duration;
    private volatile Attempt last = new Attempt(new Stored(), System.nanoTime());

    KafkaPublisher(KafkaConnection connection, GatewaySettings settings, MeterRegistry meters) {
        this.connection = connection;
        this.deadline = settings.publish().timeout();
        this.duration = Timer.builder("adjourn.gateway.publish.duration")
                .description("From handing a delivery to Kafka's producer to its acknowledgement, or giving up")
                .publishPercentileHistogram()
                .maximumExpectedValue(deadline)
                .register(meters);
    }

    /** A publication and when it was made, by {@link System#nanoTime}. */
    record Attempt(Publication publication, long nanoTime) {}

    /** The last one; a success before the first. */
    Attempt last() {
        return last;
    }

    @Override
    public Publication publish(RawRecord rawRecord) {
        long start = System.nanoTime();
        Publication publication = switch (connection.state()) {
            case Away(String why) -> new Unavailable(why);
            case Made(var producer, var _) -> send(rawRecord, producer, start);
        };
        long end = System.nanoTime();
        last = new Attempt(publication, end);
        duration.record(end - start, TimeUnit.NANOSECONDS);
        return publication;
    }

    private Publication send(RawRecord rawRecord, Producer<String, byte[]> producer, long start) {
        try {
            var acknowledgement = producer.send(toKafka(rawRecord));
            long left = deadline.toNanos() - (System.nanoTime() - start);
            var _ = acknowledgement.get(left, TimeUnit.NANOSECONDS);
            return new Stored();
        } catch (TimeoutException e) {
            return new Unavailable("no acknowledgement within " + deadline.toMillis() + " ms");
        } catch (ExecutionException | KafkaException e) {
            return new Unavailable(Reason.of(e));
        } catch (IllegalStateException e) {
            return new Unavailable("the gateway is stopping");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Unavailable("the gateway is stopping");
        }
    }

    private static ProducerRecord<String, byte[]> toKafka(RawRecord rawRecord) {
        var kafka = new ProducerRecord<>(
                Topics.RAW.name(), rawRecord.key(), rawRecord.body().bytes());
        rawRecord.headers().forEach((name, value) -> kafka.headers().add(name, value.getBytes(UTF_8)));
        return kafka;
    }
}
