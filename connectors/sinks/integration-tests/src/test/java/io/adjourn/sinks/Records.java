package io.adjourn.sinks;

import io.adjourn.contracts.Cluster;
import io.adjourn.contracts.Topics;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes records into Adjourn's topics as streams would, or as it never would, and reads what is in any topic. */
public final class Records implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Cluster cluster;
    private final KafkaProducer<String, byte[]> producer;
    private final Map<String, Integer> ids = new HashMap<>();

    public Records(Cluster cluster) {
        this.cluster = cluster;
        this.producer = new KafkaProducer<>(
                cluster.clientWith(Map.of("max.request.size", Topics.COMPLETIONS.maxMessageBytes(), "linger.ms", 5)),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Writes a record, whose bytes are returned once the broker has it. */
    public void write(String topic, @Nullable String key, SpecificRecord value) {
        writeBytes(topic, key, encoded(topic, value));
    }

    /** Writes it some time before {@link #flush} returns. */
    public void writeSoon(String topic, String key, SpecificRecord value) {
        var _ = producer.send(new ProducerRecord<>(topic, key, encoded(topic, value)));
    }

    public void flush() {
        producer.flush();
    }

    /** Writes it by another version of its schema, with the change that is made before. */
    public void write(String topic, String key, SpecificRecord value, Schema version, Change change) {
        GenericRecord converted = converted(value, version);
        change.of(converted);
        writeBytes(topic, key, framed(topic, version, encoded(converted, version)));
    }

    /** What is put into a record of another version. */
    public interface Change {
        void of(GenericRecord record);
    }

    public void writeBytes(String topic, @Nullable String key, byte @Nullable [] value) {
        try {
            producer.send(new ProducerRecord<>(topic, key, value)).get();
        } catch (ExecutionException e) {
            throw new AssertionError("the topic did not take it", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** All that is in a topic now, in the order of its partitions. */
    public List<ConsumerRecord<String, byte[]>> in(String topic) {
        try (var consumer = new KafkaConsumer<>(
                cluster.clientWith(Map.of("isolation.level", "read_committed", "auto.offset.reset", "earliest")),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            var found = new ArrayList<ConsumerRecord<String, byte[]>>();
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
                consumer.poll(POLL).forEach(found::add);
            }
            return found;
        }
    }

    /** Whether it is a record of its topic: no deletion, and nothing that a test has poisoned. */
    public static boolean isSound(ConsumerRecord<String, byte[]> record) {
        return record.value() != null && !String.valueOf(record.key()).startsWith("acme/poison");
    }

    /** Whether a connector has committed that it is through with all that is in a topic. */
    public boolean isThrough(String connector, String topic) {
        var ends = new HashMap<TopicPartition, Long>();
        in(topic).forEach(record -> ends.put(new TopicPartition(topic, record.partition()), record.offset() + 1));
        try (var admin = cluster.admin()) {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets("connect-" + connector)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return ends.entrySet().stream().allMatch(end -> {
                OffsetAndMetadata offset = committed.get(end.getKey());
                return offset != null && offset.offset() >= end.getValue();
            });
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** A record as the value of that topic. */
    public byte[] encoded(String topic, SpecificRecord value) {
        return framed(topic, value.getSchema(), encoded(value));
    }

    private static byte[] encoded(SpecificRecord value) {
        try (var bytes = new ByteArrayOutputStream()) {
            var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            new SpecificDatumWriter<SpecificRecord>(value.getSchema()).write(value, encoder);
            encoder.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] encoded(GenericRecord value, Schema schema) {
        try (var bytes = new ByteArrayOutputStream()) {
            var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            new GenericDatumWriter<GenericRecord>(schema).write(value, encoder);
            encoder.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GenericRecord converted(SpecificRecord record, Schema to) {
        try {
            return new GenericDatumReader<GenericRecord>(record.getSchema(), to)
                    .read(null, DecoderFactory.get().binaryDecoder(encoded(record), null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] framed(String topic, Schema schema, byte[] record) {
        return ByteBuffer.allocate(5 + record.length)
                .put((byte) 0)
                .putInt(id(topic, schema))
                .put(record)
                .array();
    }

    private int id(String topic, Schema schema) {
        return ids.computeIfAbsent(topic + schema, _ -> {
            try {
                return cluster.registry().client().register(topic + "-value", new AvroSchema(schema));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (RestClientException e) {
                throw new AssertionError("the registry refuses the schema", e);
            }
        });
    }

    @Override
    public void close() {
        producer.close();
    }
}
