package io.adjourn.config;

import io.adjourn.contracts.SecretFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** The settings that operators pass on to Kafka's clients, {@code kafka.*}. */
public final class KafkaOptions {
    private static final Pattern HOST_AND_PORT = Pattern.compile(".+:\\d{1,5}");

    /** Kafka's property, which is for the whole process. */
    private static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

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
     * The same with what is in files: {@code sasl.jaas.config.file}, say, becomes {@code sasl.jaas.config}, with what the file holds
     * now. Settings of Kafka's own that end so stay.
     *
     * @param given by Kafka's names
     * @throws BadConfigurationException if a file cannot be read, or a setting is given in both ways
     */
    public static Map<String, String> withFiles(Map<String, String> given) {
        var all = new HashMap<String, String>();
        given.forEach((name, value) -> {
            if (!isFile(name)) {
                all.put(name, value);
                return;
            }
            String bare = name.substring(0, name.length() - SecretFile.SUFFIX.length());
            if (given.containsKey(bare)) {
                throw new BadConfigurationException(
                        "kafka." + bare + " and kafka." + name + " are both set: remove one of them");
            }
            try {
                all.put(bare, SecretFile.read("kafka." + name, value));
            } catch (IllegalArgumentException e) {
                throw new BadConfigurationException(String.valueOf(e.getMessage()), e);
            }
        });
        return all;
    }

    private static boolean isFile(String name) {
        return name.endsWith(SecretFile.SUFFIX)
                && AdminClientConfig.configNames().stream().noneMatch(name::endsWith);
    }

    /**
     * Lets Kafka's clients fetch tokens and keys from these addresses, which Kafka takes from a system property alone. To be called
     * before the first client is made.
     *
     * @param addresses with commas between them, such as {@code https://issuer.example/oauth2/token}
     */
    public static void allowTokensFrom(String addresses) {
        System.setProperty(ALLOWED_URLS, addresses);
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
