package io.adjourn.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.contracts.RawHeaders;
import io.adjourn.contracts.Topics;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Puts deliveries into the raw topic, as the gateway does. */
final class RawWriter implements AutoCloseable {
    private static final int MIB = 1024 * 1024;

    private final KafkaProducer<String, byte[]> producer;

    RawWriter(String bootstrapServers) {
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        Topics.RAW.maxMessageBytes() + MIB,
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        3L * Topics.RAW.maxMessageBytes()),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Returns once it is there, with its place and log time. */
    RecordMetadata write(String source, String vendor, String key, byte[] body, Instant receivedAt) {
        try {
            return producer.send(record(source, vendor, key, body, receivedAt)).get();
        } catch (ExecutionException e) {
            throw new AssertionError("the raw topic did not take it", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Returns before it is there: many go together. */
    void writeSoon(String source, String vendor, String key, byte[] body) {
        var _ = producer.send(record(source, vendor, key, body, Instant.now()));
    }

    /** Returns once all are there. */
    void flush() {
        producer.flush();
    }

    private static ProducerRecord<String, byte[]> record(
            String source, String vendor, String key, byte[] body, Instant receivedAt) {
        var record = new ProducerRecord<>(Topics.RAW.name(), key, body);
        Map.of(
                        RawHeaders.SOURCE,
                        source,
                        RawHeaders.VENDOR,
                        vendor,
                        RawHeaders.DELIVERY_ID,
                        UUID.randomUUID().toString(),
                        RawHeaders.RECEIVED_AT,
                        receivedAt.toString())
                .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        return record;
    }

    @Override
    public void close() {
        producer.close();
    }
}
