package io.adjourn.reconciler.log;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Remembers what was asked, in transactions of the reconciler's own id: whoever begins last has fenced all before, so that of two that
 * believe to have the lease only one can write, and so only one asks. Any failure is its end: what was written is read again.
 */
public final class Journal implements AutoCloseable {
    private final KafkaProducer<String, String> producer;
    private final String topic;

    /**
     * Fences whoever wrote before.
     *
     * @param settings of its producer, with the transactional id
     */
    public Journal(Map<String, Object> settings, String topic) {
        this.producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
        this.topic = topic;
        try {
            producer.initTransactions();
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    /** Writes all of it or nothing, and returns when every replica has it. */
    public void write(Map<String, Optional<String>> changes) {
        if (changes.isEmpty()) {
            return;
        }
        producer.beginTransaction();
        changes.forEach((key, value) -> {
            // The commit says what became of them.
            var _ = producer.send(new ProducerRecord<>(topic, 0, key, value.orElse(null)));
        });
        producer.commitTransaction();
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
