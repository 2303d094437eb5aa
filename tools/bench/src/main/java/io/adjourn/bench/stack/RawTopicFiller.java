package io.adjourn.bench.stack;

import io.adjourn.config.CannotStartException;
import io.adjourn.contracts.Topics;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Fills the raw topic. All is there once it is closed without complaint. */
public final class RawTopicFiller implements AutoCloseable {
    private static final int MIB = 1024 * 1024;

    private final KafkaProducer<String, byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    public RawTopicFiller(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.LINGER_MS_CONFIG,
                        20,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        MIB / 4,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4",
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        Topics.RAW.maxMessageBytes() + MIB),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    public void put(ProducerRecord<String, byte[]> delivery) {
        var _ = producer.send(delivery, (_, fault) -> failure.compareAndSet(null, fault));
    }

    @Override
    public void close() {
        producer.close();
        Exception fault = failure.get();
        if (fault != null) {
            throw new CannotStartException("Kafka did not take a delivery: " + fault.getMessage(), fault);
        }
    }
}
