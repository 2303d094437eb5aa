package io.adjourn.sandbox.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.adjourn.contracts.Topics;
import io.adjourn.localstack.LocalAdjourn;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Records on the completions topic that a consumer meets one day, made of one that it met already. */
final class HardRecords implements AutoCloseable {
    private static final Schema TODAY = MeetingCompletion.getClassSchema();
    private static final String TOPIC = Topics.COMPLETIONS.name();
    private static final int ANOTHER_REGISTRYS_ID = 987_654_321;

    /** Above what consumers fetch of a partition at a time by default, below what the topic takes. */
    private static final int LARGE = 1_500_000;

    private final KafkaProducer<String, byte[]> producer;
    private final SchemaRegistryClient registry;
    private final MeetingCompletion model;

    HardRecords(LocalAdjourn adjourn, MeetingCompletion model) {
        this.registry = adjourn.registryClient();
        this.model = model;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        adjourn.bootstrapServers(),
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        Topics.COMPLETIONS.maxMessageBytes()),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Of a version after this one: with a field more, and an outcome that is new. */
    void newer(String key, String outcome) throws IOException {
        Schema tomorrow = tomorrow();
        GenericRecord record = converted(model, tomorrow);
        record.put(
                "outcome",
                new GenericData.EnumSymbol(tomorrow.getField("outcome").schema(), outcome));
        record.put("mood", "cheerful");
        write(key, encoded(record, tomorrow));
    }

    /** Of version 1, which had no epoch. */
    void firstVersion(String key) throws IOException {
        Schema first;
        try (var file = MeetingCompletion.class.getResourceAsStream("released/MeetingCompletion/v1.avsc")) {
            first = new Schema.Parser().parse(file);
        }
        write(key, encoded(converted(model, first), first));
    }

    /** As it is, but of that age. */
    void aged(String key, int epoch, int revision) throws IOException {
        write(
                key,
                encoded(MeetingCompletion.newBuilder(model)
                        .setEpoch(epoch)
                        .setRevision(revision)
                        .build()));
    }

    /** With a time of which a client that takes microseconds for something else makes another. */
    void endedAt(String key, Instant time) throws IOException {
        write(key, encoded(MeetingCompletion.newBuilder(model).setEndedAt(time).build()));
    }

    /** Larger than what a client asks for. */
    void large(String key) throws IOException {
        var names = new ArrayList<String>();
        IntStream.range(0, LARGE / 1000).forEach(i -> names.add(("participant-" + i + "-").repeat(60)));
        write(
                key,
                encoded(MeetingCompletion.newBuilder(model)
                        .setParticipants(names)
                        .build()));
    }

    void removed(String key) {
        write(key, null);
    }

    /** With the id of a schema that this registry does not have. */
    RecordMetadata ofAnotherRegistry(String key) {
        return write(
                key,
                ByteBuffer.allocate(64)
                        .put((byte) 0)
                        .putInt(ANOTHER_REGISTRYS_ID)
                        .array());
    }

    /** No Avro at all. */
    RecordMetadata text(String key) {
        return write(key, "{\"outcome\":\"COMPLETE\"}".getBytes(UTF_8));
    }

    /** Cut off. */
    RecordMetadata half(String key) throws IOException {
        byte[] whole = encoded(model);
        return write(key, Arrays.copyOf(whole, whole.length / 2));
    }

    private static Schema tomorrow() {
        List<Schema.Field> fields = new ArrayList<>();
        for (Schema.Field field : TODAY.getFields()) {
            fields.add(new Schema.Field(field, field.schema()));
        }
        var changed = Schema.createRecord(TODAY.getName(), TODAY.getDoc(), TODAY.getNamespace(), false);
        fields.add(new Schema.Field(
                "mood",
                Schema.createUnion(Schema.create(Schema.Type.NULL), Schema.create(Schema.Type.STRING)),
                "How it was.",
                Schema.Field.NULL_DEFAULT_VALUE));
        changed.setFields(fields);
        // The one place where an outcome is described: the rest refers to it by name.
        String json =
                changed.toString().replace("\"UNCONFIRMED\",\"UNKNOWN\"", "\"UNCONFIRMED\",\"ARCHIVED\",\"UNKNOWN\"");
        return new Schema.Parser().parse(json);
    }

    private static GenericRecord converted(MeetingCompletion record, Schema to) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new SpecificDatumWriter<>(MeetingCompletion.class).write(record, encoder);
        encoder.flush();
        return new GenericDatumReader<GenericRecord>(TODAY, to)
                .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
    }

    private byte[] encoded(MeetingCompletion record) throws IOException {
        return encoded(converted(record, TODAY), TODAY);
    }

    private byte[] encoded(GenericRecord record, Schema schema) throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.write(
                ByteBuffer.allocate(5).put((byte) 0).putInt(registered(schema)).array());
        var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    private int registered(Schema schema) throws IOException {
        try {
            return registry.register(Topics.COMPLETIONS.subject(), new AvroSchema(schema));
        } catch (RestClientException e) {
            throw new AssertionError("the registry refuses the schema", e);
        }
    }

    private RecordMetadata write(String key, byte @Nullable [] value) {
        try {
            return producer.send(new ProducerRecord<>(TOPIC, key, value)).get();
        } catch (ExecutionException e) {
            throw new AssertionError("the topic did not take it", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** As examples print it. */
    static String toTheSecond(@Nullable Instant time) {
        return time == null ? "-" : time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    @Override
    public void close() {
        producer.close();
    }
}
