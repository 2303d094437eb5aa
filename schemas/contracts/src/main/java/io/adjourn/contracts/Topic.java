package io.adjourn.contracts;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * One topic of the catalogue: its name, what its values are, and how it is to be created. Keys are UTF-8 strings everywhere.
 *
 * @param shortName what people and settings call it, such as {@code raw}
 * @param name the topic's name; the subject of its values is the name with {@code -value}
 * @param value what the values are
 * @param holds how much of a body its records may have
 * @param configuration the topic's settings, by Kafka's own names; what is not named is left to the broker
 */
public record Topic(String shortName, String name, Value value, Holds holds, Map<String, String> configuration) {

    /** What a topic's values are. */
    public sealed interface Value {}

    /** How much of a body a record may have, by which its size is limited. */
    public enum Holds {
        /** Bodies as they came. */
        RAW_BODIES,
        /** What is made of a delivery, which may have all of its body. */
        WHOLE_BODIES,
        /** Nothing that grows with a body. */
        NO_BODIES
    }

    /** The bytes as a vendor sent them: no schema. */
    public record VendorBytes() implements Value {}

    /** UTF-8 text: no schema. */
    public record Text() implements Value {}

    /** Avro in Confluent's wire format: a zero byte, the schema's id in four bytes, the binary encoding. */
    public record Avro(Schema schema) implements Value {
        /** With the schema of that record as a registry has it: without what the generator of the classes has added. */
        static Avro of(Class<? extends SpecificRecord> record) {
            return new Avro(SchemaFiles.current(record.getSimpleName()));
        }
    }

    public Topic {
        configuration = Map.copyOf(configuration);
    }

    /** The same by another name. */
    Topic named(String other) {
        return new Topic(shortName, other, value, holds, configuration);
    }

    /** The same with another value of one of its settings. */
    Topic with(String setting, String settingValue) {
        var changed = new HashMap<>(configuration);
        changed.put(setting, settingValue);
        return new Topic(shortName, name, value, holds, changed);
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
