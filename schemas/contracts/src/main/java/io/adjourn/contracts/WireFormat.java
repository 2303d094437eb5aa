package io.adjourn.contracts;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.adjourn.contracts.Topic.Avro;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.AbstractKafkaSchemaSerDeConfig;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroDeserializerConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Values in Confluent's wire format: a zero byte, the schema's id in four bytes, the binary encoding. Never registers a schema:
 * that is done once, on purpose, by {@link Provisioning}. Threads may share one.
 */
public final class WireFormat {
    /** Confluent's configuration demands an address; the client we pass has its own. */
    private static final String CLIENT_HAS_IT = "the-client-has-it";

    private static final byte MAGIC = 0;

    /** About as large as a value. */
    private static final int BUFFER = 512;

    private static final EncoderFactory ENCODERS = new EncoderFactory().configureBufferSize(BUFFER);

    private final SchemaRegistryClient registry;
    private final InstalledTopics topics;
    private final Map<String, Values> byTopic = new ConcurrentHashMap<>();

    /** @param topics whose values are to be written */
    public WireFormat(SchemaRegistryClient registry, InstalledTopics topics) {
        this.registry = registry;
        this.topics = topics;
    }

    /** The topics whose values it writes. */
    public InstalledTopics topics() {
        return topics;
    }

    /** How a topic's values are written. */
    private record Values(int schemaId, DatumWriter<SpecificRecord> writer) {}

    /**
     * Asks the registry for the id of every schema of the catalogue, so that later writes need it no more.
     *
     * @throws MissingSchemaException if the registry answers and lacks one: waiting cannot help
     * @throws CredentialsRefusedException if the registry does not let us in
     * @throws NotARegistryException if what answers is no registry
     * @throws IOException if it cannot be reached or answers with an error of its own: try again
     */
    public void resolve() throws IOException {
        for (Topic topic : topics.all()) {
            if (topic.value() instanceof Avro(var schema)) {
                byTopic.put(topic.name(), resolved(topic, schema));
            }
        }
    }

    private Values resolvedLate(Topic topic) {
        if (!(topic.value() instanceof Avro(var schema))) {
            throw new IllegalArgumentException("topic " + topic.name() + " has no schema");
        }
        try {
            return resolved(topic, schema);
        } catch (IOException | MissingSchemaException | CredentialsRefusedException | NotARegistryException e) {
            throw new SerializationException(e.getMessage(), e);
        }
    }

    private Values resolved(Topic topic, Schema schema) throws IOException {
        try {
            return new Values(
                    registry.getId(topic.subject(), new AvroSchema(schema)), new SpecificDatumWriter<>(schema));
        } catch (JsonProcessingException e) {
            throw new NotARegistryException(e);
        } catch (RestClientException e) {
            if (NotARegistryException.isMeantBy(e)) {
                throw new NotARegistryException(e);
            }
            switch (e.getStatus()) {
                case 404 -> throw new MissingSchemaException(topic.subject(), e);
                case 401, 403 -> throw new CredentialsRefusedException(e);
                default ->
                    throw new IOException("the schema registry answered " + e.getStatus() + ": " + e.getMessage(), e);
            }
        } catch (IOException e) {
            throw new IOException(Causes.text(e), e);
        }
    }

    /**
     * The value's bytes, for that topic. Asks no registry once its schemas are resolved.
     *
     * <p>By Avro's own writer: Confluent's serializer makes the same bytes, and takes more than half as long again for them.
     *
     * @throws SerializationException if its schema was not resolved and the registry has no answer
     */
    public byte[] write(Topic topic, SpecificRecord value) {
        Values values = byTopic.computeIfAbsent(topic.name(), _ -> resolvedLate(topic));
        var bytes = new ByteArrayOutputStream(BUFFER);
        var encoder = ENCODERS.binaryEncoder(bytes, null);
        try {
            encoder.writeFixed(ByteBuffer.allocate(1 + Integer.BYTES)
                    .put(MAGIC)
                    .putInt(values.schemaId())
                    .array());
            values.writer().write(value, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    /** Reads values of any topic of the catalogue into the generated classes. */
    public static Deserializer<Object> reader(SchemaRegistryClient registry) {
        return new KafkaAvroDeserializer(
                registry,
                Map.of(
                        AbstractKafkaSchemaSerDeConfig.SCHEMA_REGISTRY_URL_CONFIG,
                        CLIENT_HAS_IT,
                        KafkaAvroDeserializerConfig.SPECIFIC_AVRO_READER_CONFIG,
                        true));
    }

    /** A schema of the catalogue is not registered. */
    public static final class MissingSchemaException extends RuntimeException {
        MissingSchemaException(String subject, Exception cause) {
            super(
                    "the schema registry has no schema of this version under " + subject
                            + ": run `./adjourn contracts apply` first",
                    cause);
        }
    }

    /** What answers at the registry's address is something else. */
    public static final class NotARegistryException extends RuntimeException {
        /** Confluent's client: what answers is no JSON. */
        private static final int NO_JSON = 50005;

        NotARegistryException(Exception cause) {
            super(explained(cause), cause);
        }

        /** Whether somebody else answered: one who denies access may be in front of it, and a proxy's own trouble may pass. */
        static boolean isMeantBy(RestClientException answer) {
            int status = answer.getStatus();
            return answer.getErrorCode() == NO_JSON && status < 500 && status != 401 && status != 403;
        }

        /** In one line, what it means and what to do. */
        static String explained(Exception cause) {
            String status = cause instanceof RestClientException answer ? " with status " + answer.getStatus() : "";
            return "what answers at the schema registry's URL is not a schema registry: it answers" + status
                    + " with something that is not JSON, such as a web page; set ADJOURN_REGISTRY_URL to the base URL of a"
                    + " Confluent-compatible API, such as http://localhost:8081/apis/ccompat/v7, and check that no"
                    + " login page or proxy is in front of it";
        }
    }

    /** The registry does not let us in. */
    public static final class CredentialsRefusedException extends RuntimeException {
        CredentialsRefusedException(RestClientException cause) {
            super(explained(cause), cause);
        }

        /** In one line, what it means and what to do. */
        static String explained(RestClientException refusal) {
            return "the schema registry denies access; it answers " + refusal.getStatus()
                    + ": set the registry.* settings that it requires, such as registry.basic.auth.user.info, and"
                    + " check that user's permissions";
        }
    }
}
