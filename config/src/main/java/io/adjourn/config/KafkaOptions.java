package io.adjourn.config;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The settings that operators pass on to Kafka's clients, {@code kafka.*}. */
public final class KafkaOptions {
    private static final Pattern HOST_AND_PORT = Pattern.compile(".+:\\d{1,5}");

    private KafkaOptions() {}

    /**
     * Those that were given, by Kafka's names.
     *
     * @param spelt without the prefix. Of an environment variable Micronaut makes every spelling it could stand for; Kafka's have
     *     dots only
     */
    public static Map<String, String> given(Map<String, String> spelt) {
        return spelt.entrySet().stream()
                .filter(setting -> !setting.getKey().contains("-"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * Makes sure that Kafka's addresses can be.
     *
     * @throws BadConfigurationException naming the first that cannot
     */
    public static void mustBeAddresses(List<String> bootstrapServers) {
        for (String server : bootstrapServers) {
            if (!HOST_AND_PORT.matcher(server).matches()) {
                throw new BadConfigurationException("kafka.bootstrap.servers: " + server
                        + " is not host:port: set ADJOURN_KAFKA_BOOTSTRAP_SERVERS, such as kafka-1:9092,kafka-2:9092");
            }
        }
    }
}
