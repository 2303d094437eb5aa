package io.adjourn.contracts;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;

/**
 * A Kafka and its schema registry, and how they let us in. Its text is the addresses alone: settings hold credentials.
 *
 * @param kafka settings of Kafka's clients, by Kafka's names, with {@code bootstrap.servers}
 */
public record Cluster(Map<String, String> kafka, SchemaRegistry registry) {
    public Cluster {
        kafka = Map.copyOf(kafka);
    }

    /** One that asks for no credentials. */
    public static Cluster at(String bootstrapServers, String registryUrl) {
        return new Cluster(
                Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers), SchemaRegistry.at(registryUrl));
    }

    public String bootstrapServers() {
        return kafka.getOrDefault(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "");
    }

    /** The settings of a client that needs these beside. */
    public Map<String, Object> clientWith(Map<String, ?> settings) {
        var all = new HashMap<String, Object>(kafka);
        all.putAll(settings);
        return all;
    }

    public Admin admin() {
        return Admin.create(clientWith(Map.of()));
    }

    @Override
    public String toString() {
        return bootstrapServers() + ", " + registry;
    }
}
