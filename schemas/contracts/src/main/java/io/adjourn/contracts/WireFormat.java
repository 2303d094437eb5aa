package io.adjourn.contracts;

import io.adjourn.contracts.Topic.Avro;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.AbstractKafkaSchemaSerDeConfig;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroDeserializerConfig;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.io.IOException;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Values in Confluent's wire format, written and read by Confluent's own client. Never registers a schema: that is done
 * once, on purpose, by {@link Provisioning}. Threads may share one.
 */
public final class WireFormat {
    /** Confluent's configuration demands an address; the client we pass has its own. */
    private static final String CLIENT_HAS_IT = "the-client-has-it";

    private final SchemaRegistryClient registry;
    private final KafkaAvroSerializer serializer;

    /**
     * @param registry remembers ids: use one that caches, so that after {@link #resolve} writing needs no registry
     */
    public WireFormat(SchemaRegistryClient registry) {
        this.registry = registry;
        this.serializer = new KafkaAvroSerializer(
                registry,
                Map.of(
                        AbstractKafkaSchemaSerDeConfig.SCHEMA_REGISTRY_URL_CONFIG,
                        CLIENT_HAS_IT,
                        AbstractKafkaSchemaSerDeConfig.AUTO_REGISTER_SCHEMAS,
                        false));
    }

    /**
     * Asks the registry for the id of every schema of the catalogue, so that later writes need it no more.
     *
     * @throws MissingSchemaException if the registry answers and lacks one: waiting cannot help
     * @throws CredentialsRefusedException if the registry does not let us in
     * @throws IOException if it cannot be reached or answers with an error of its own: try again
     */
    public void resolve() throws IOException {
        for (Topic topic : Topics.ALL) {
            if (topic.value() instanceof Avro(var schema)) {
                try {
                    registry.getId(topic.subject(), new AvroSchema(schema));
                } catch (RestClientException e) {
                    switch (e.getStatus()) {
                        case 404 -> throw new MissingSchemaException(topic.subject(), e);
                        case 401, 403 -> throw new CredentialsRefusedException(e);
                        default ->
                            throw new IOException(
                                    "the schema registry answered " + e.getStatus() + ": " + e.getMessage(), e);
                    }
                }
            }
        }
    }

    /**
     * The value's bytes, for that topic.
     *
     * <p>Asks no registry once its schemas are resolved. Confluent's serializer then makes some 570,000 lifecycle events of
     * 330 bytes a second on one core, Avro's bare writer 930,000: 0.7 µs a record is no reason for a wire format of our own.
     *
     * @throws org.apache.kafka.common.KafkaException if its schema was not resolved and the registry has no answer
     */
    public byte[] write(Topic topic, SpecificRecord value) {
        return serializer.serialize(topic.name(), value);
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
                            + ": run `./adjourn contracts apply` against it first",
                    cause);
        }
    }

    /** The registry does not let us in. */
    public static final class CredentialsRefusedException extends RuntimeException {
        CredentialsRefusedException(RestClientException cause) {
            super(explained(cause), cause);
        }

        /** In one line, what it means and what to do. */
        static String explained(RestClientException refusal) {
            return "the schema registry does not let us in, it answers " + refusal.getStatus()
                    + ": set the registry.* settings it wants, such as registry.basic.auth.user.info, and look whether"
                    + " that user may do this";
        }
    }
}
