package io.adjourn.contracts;

import java.util.Map;
import org.apache.avro.Schema;

/**
 * One topic of the catalogue: its name, what its values are, and how it is to be created. Keys are UTF-8 strings everywhere.
 *
 * @param name the topic's name; the subject of its values is the name with {@code -value}
 * @param value what the values are
 * @param configuration the topic's settings, by Kafka's own names; what is not named is left to the broker
 */
public record Topic(String name, Value value, Map<String, String> configuration) {

    /** What a topic's values are. */
    public sealed interface Value {}

    /** The bytes as a vendor sent them: no schema. */
    public record VendorBytes() implements Value {}

    /** Avro in Confluent's wire format: a zero byte, the schema's id in four bytes, the binary encoding. */
    public record Avro(Schema schema) implements Value {}

    public Topic {
        configuration = Map.copyOf(configuration);
    }

    /** The subject its values are registered under: Confluent's topic name strategy. */
    public String subject() {
        return name + "-value";
    }

    /** The largest batch the topic takes, in bytes as compressed: so what a single record may come to, overhead included. */
    public int maxMessageBytes() {
        return Integer.parseInt(configuration.get("max.message.bytes"));
    }
}
