package io.adjourn.sandbox;

import io.adjourn.contracts.Cluster;
import io.adjourn.contracts.Provisioning;
import io.adjourn.contracts.Provisioning.Layout;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;

/** What streams needs around it, started for one test: a broker and a registry in a directory of their own, with topics and schemas. */
public final class KafkaAndRegistry implements AutoCloseable {
    private final DataDirectory data = DataDirectory.temporary();
    private final LocalRegistry registry;
    private final LocalKafka kafka;

    private KafkaAndRegistry() {
        Logs.to(data.log("kafka"));
        registry = LocalRegistry.start(Port.free(), data.directory("registry"), data.log("registry"));
        kafka = LocalKafka.start(Port.free(), data.directory("kafka"));
    }

    /** Returns once all of it is there. */
    public static KafkaAndRegistry start(Layout layout) {
        var parts = new KafkaAndRegistry();
        parts.registry.awaitReady();
        try (var admin = parts.cluster().admin()) {
            Provisioning.apply(admin, parts.registryClient(), layout);
        }
        return parts;
    }

    /** The directory, with room for more. */
    DataDirectory data() {
        return data;
    }

    public Cluster cluster() {
        return Cluster.at(bootstrapServers(), registry.url());
    }

    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    SchemaRegistryClient registryClient() {
        return cluster().registry().client();
    }

    @Override
    public void close() {
        kafka.close();
        registry.close();
        data.close();
    }
}
