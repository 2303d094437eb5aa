package io.adjourn.reconciler.log;

import io.adjourn.contracts.Causes;
import io.adjourn.contracts.Pulled;
import io.adjourn.contracts.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes answers deliveries: records of the raw topic, as a gateway's are. Not in the journal's transactions: one that is left open by a
 * crash would hold up all who read the raw topic. Threads may share it.
 */
public final class AnswerPublisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerPublisher.class);
    private static final String JSON = "application/json";

    private final KafkaProducer<String, byte[]> producer;
    private final Topic raw;

    public AnswerPublisher(Map<String, Object> settings, Topic raw) {
        this.producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        this.raw = raw;
    }

    /** Stores an answer, and returns when every replica has it; false where Kafka did not take it. */
    public boolean store(
            String meeting, String vendor, String endpoint, Instant askedAt, byte[] body, Instant receivedAt) {
        var record = new Pulled(endpoint, askedAt)
                .toRecord(raw, meeting, vendor, UUID.randomUUID().toString(), JSON, body, receivedAt);
        try {
            producer.send(record).get();
            return true;
        } catch (ExecutionException | KafkaException | IllegalStateException e) {
            LOG.warn("Answer not stored; it will be asked for again: meeting={} why={}", meeting, Causes.text(e));
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(2));
    }
}
