package io.adjourn.examples;

import java.util.List;
import java.util.Map;

/** Where to read from: the same variables for the examples in every language. */
final class Settings {
    private Settings() {}

    /** What each of the clients is given. */
    static Map<String, Object> consumer() {
        return Map.of(
                "bootstrap.servers", of("BOOTSTRAP_SERVERS", "localhost:9092"),
                // Without it, records that Adjourn took back after a failure are read, too.
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest",
                "key.deserializer", "org.apache.kafka.common.serialization.StringDeserializer",
                "value.deserializer", "io.confluent.kafka.serializers.KafkaAvroDeserializer",
                "schema.registry.url", of("REGISTRY_URL", "http://localhost:8081/apis/ccompat/v7"),
                // Into the generated classes. With false: GenericRecord, whose new symbols are not read as UNKNOWN.
                "specific.avro.reader", true);
    }

    static String group() {
        return of("GROUP_ID", "my-team");
    }

    static List<String> topics() {
        return List.of(of("TOPICS", "meetings.completions.v1").split(","));
    }

    private static String of(String variable, String usual) {
        return System.getenv().getOrDefault(variable, usual);
    }
}
