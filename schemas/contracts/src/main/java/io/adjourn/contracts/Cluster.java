package io.adjourn.contracts;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;

/**
 * A Kafka and its schema registry, how they let us in, and what is ours there. Its text is the addresses alone: settings hold
 * credentials.
 *
 * @param kafka settings of Kafka's clients, by Kafka's names, with {@code bootstrap.servers}
 */
public record Cluster(Map<String, String> kafka, SchemaRegistry registry, Installation installation) {
    public Cluster {
        kafka = Map.copyOf(kafka);
    }

    /** One that asks for no credentials, and has nothing but one Adjourn by the catalogue's names. */
    public static Cluster at(String bootstrapServers, String registryUrl) {
        return new Cluster(
                Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                SchemaRegistry.at(registryUrl),
                Installation.DEFAULT);
    }

    /** The same with another installation. */
    public Cluster with(Installation other) {
        return new Cluster(kafka, registry, other);
    }

    /** The topics of the installation. */
    public InstalledTopics topics() {
        return installation.topics();
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
