package io.adjourn.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.config.Source;
import io.adjourn.contracts.Cluster;
import io.adjourn.contracts.RawHeaders;
import io.adjourn.contracts.Topics;
import io.adjourn.simulator.ScenarioRun;
import io.adjourn.simulator.SimulatedMeeting.Message;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Puts deliveries on the raw topic, as a gateway does that has verified them. */
public final class RawRecords implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer;

    private RawRecords(KafkaProducer<String, byte[]> producer) {
        this.producer = producer;
    }

    public static RawRecords to(Cluster cluster) {
        return new RawRecords(new KafkaProducer<>(
                cluster.clientWith(Map.of(
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4",
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        Topics.RAW.maxMessageBytes(),
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        2L * Topics.RAW.maxMessageBytes())),
                new StringSerializer(),
                new ByteArraySerializer()));
    }

    /** Returns once Kafka has it. */
    public void put(ScenarioRun performance, Message message, Instant received) throws Exception {
        put(performance.target().source(), performance.key(), message.body(0).bytes(), received);
    }

    /** Returns once Kafka has it. */
    public void put(Source source, String key, byte[] body, Instant received) throws Exception {
        var record = new ProducerRecord<>(Topics.RAW.name(), key, body);
        Map.of(
                        RawHeaders.SOURCE, source.name(),
                        RawHeaders.VENDOR, source.vendor().id(),
                        RawHeaders.DELIVERY_ID, UUID.randomUUID().toString(),
                        RawHeaders.RECEIVED_AT, received.toString())
                .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        producer.send(record).get();
    }

    @Override
    public void close() {
        producer.close();
    }
}
