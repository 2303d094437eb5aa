package io.adjourn.commands.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.commands.topics.TopicLog;
import io.adjourn.config.CannotStartException;
import io.adjourn.contracts.Cluster;
import io.adjourn.contracts.WireFormat;
import io.adjourn.meetings.v1.MeetingCompletion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Copies every meeting's record into the changelog of the meetings' store: in Avro's single-object encoding, which streams reads in
 * the place of a state, with the schema beside it. Records come in the order of their topic, so the last one of each meeting holds.
 */
final class LastRecords implements AutoCloseable {
    private final String changelog;
    private final Deserializer<Object> reader;
    private final KafkaProducer<String, byte[]> producer;
    private final LongConsumer progress;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private long read;
    private long copied;

    private LastRecords(Cluster cluster, String changelog, LongConsumer progress) {
        this.changelog = changelog;
        this.progress = progress;
        this.reader = WireFormat.reader(cluster.registry().client());
        this.producer = new KafkaProducer<>(
                cluster.clientWith(Map.of(
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4",
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        cluster.topics().completions().maxMessageBytes())),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /**
     * Copies them.
     *
     * @param tombstoned states that stay as they are, for there is no record of their meetings
     * @param progress told again and again how many are read
     * @return how many records were copied, a meeting's older ones included
     * @throws CannotStartException if one cannot be read or written; the message says what to do
     */
    static long copy(Cluster cluster, String changelog, TombstonedStates tombstoned, LongConsumer progress) {
        try (var log = TopicLog.open(cluster, cluster.topics().completions());
                var records = new LastRecords(cluster, changelog, progress)) {
            records.leaveSchema();
            log.read(Instant.EPOCH, records::copy);
            records.keep(tombstoned);
            records.finish();
            return records.copied;
        }
    }

    private void leaveSchema() {
        Schema schema = MeetingCompletion.getClassSchema();
        leave(
                StateBytes.keyOf(schema),
                SchemaNormalization.toParsingForm(schema).getBytes(UTF_8));
    }

    private void leave(String key, byte[] schema) {
        for (int partition = 0; partition < producer.partitionsFor(changelog).size(); partition++) {
            send(new ProducerRecord<>(changelog, partition, key, schema));
        }
    }

    /** After the tombstones, of which each has left nothing. */
    private void keep(TombstonedStates tombstoned) {
        if (!tombstoned.states().isEmpty()) {
            tombstoned.schemas().forEach(this::leave);
            tombstoned.states().forEach((key, state) -> send(new ProducerRecord<>(changelog, key, state)));
        }
    }

    private void copy(ConsumerRecord<String, byte[]> record) {
        progress.accept(++read);
        // By its key it comes to the partition where its deliveries are. Where the record was deleted, nothing is
        // known.
        send(new ProducerRecord<>(changelog, record.key(), record.value() == null ? null : encoded(record)));
        copied += record.value() == null ? 0 : 1;
    }

    private byte[] encoded(ConsumerRecord<String, byte[]> record) {
        try {
            return ((MeetingCompletion) reader.deserialize(record.topic(), record.value()))
                    .toByteBuffer()
                    .array();
        } catch (SerializationException e) {
            throw new CannotStartException(
                    "the record at " + record.topic() + ", partition " + record.partition() + ", offset "
                            + record.offset() + " cannot be read: " + e.getMessage()
                            + "; check that it was written with this registry. Nothing is lost: run the command again",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
    }

    private void send(ProducerRecord<String, byte[]> record) {
        var _ = producer.send(record, (_, fault) -> {
            if (fault != null) {
                failure.compareAndSet(null, fault);
            }
        });
        throwFailure();
    }

    private void finish() {
        producer.flush();
        throwFailure();
    }

    private void throwFailure() {
        Exception fault = failure.get();
        if (fault != null) {
            throw new CannotStartException(
                    "Kafka rejected a record for " + changelog + ": " + fault.getMessage()
                            + "; nothing is lost: run the command again",
                    fault);
        }
    }

    @Override
    public void close() {
        try {
            producer.close();
        } catch (KafkaException e) {
            throw new CannotStartException("Kafka rejected the last records: " + e.getMessage(), e);
        }
        reader.close();
    }
}
