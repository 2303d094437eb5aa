package io.adjourn.sandbox;

import io.adjourn.contracts.Cluster;
import io.adjourn.contracts.Provisioning;
import io.adjourn.contracts.Provisioning.Layout;
import io.adjourn.localstack.DataDirectory;
import io.adjourn.localstack.LocalGateway;
import io.adjourn.localstack.LocalRegistry;
import io.adjourn.localstack.LocalStreams;
import io.adjourn.localstack.Port;
import io.adjourn.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Gateway and streams beside a broker that can be frozen, all of them processes. Deliveries go to the source {@code lab}, which is
 * MeetStream's.
 */
record FreezableStack(
        DataDirectory data,
        BrokerProcess broker,
        LocalRegistry registry,
        Cluster cluster,
        LocalGateway gateway,
        LocalStreams streams)
        implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /**
     * Returns once deliveries reach streams.
     *
     * @param settle how long meetings wait for what is expected after their end
     * @param settings more of the environment of gateway and streams
     */
    static FreezableStack start(Duration settle, Map<String, String> settings) {
        var data = DataDirectory.temporary();
        Port port = Port.free();
        BrokerProcess broker = BrokerProcess.start(port, data);
        LocalRegistry registry = LocalRegistry.start(Port.free(), data.directory("registry"), data.log("registry"));
        registry.awaitReady();
        var cluster = Cluster.at("localhost:" + port.number(), registry.url());
        Provisioning.apply(cluster, new Layout(2, 1));
        LocalGateway gateway = LabGateway.start(cluster.bootstrapServers(), data.path(), "meetstream", settings);
        var ofStreams = new HashMap<>(settings);
        ofStreams.put("ADJOURN_SOURCES", sources(data, settle).toString());
        LocalStreams streams = LocalStreams.start(Port.free(), cluster, data, ofStreams);
        streams.awaitReady();
        var stack = new FreezableStack(data, broker, registry, cluster, gateway, streams);
        stack.awaitKafkaUp();
        return stack;
    }

    private static Path sources(DataDirectory data, Duration settle) {
        try {
            return Files.writeString(
                    data.path().resolve("streams-sources.yaml"),
                    "sources:\n  lab: { vendor: meetstream, verification: none, settle: " + settle + " }\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns once the gateway has found Kafka. */
    void awaitKafkaUp() {
        Await.until("Kafka is up", PATIENCE, () -> gateway.metric("adjourn_gateway_kafka_up") == 1);
    }

    @Override
    public void close() {
        broker.thaw();
        streams.close();
        gateway.close();
        broker.close();
        registry.close();
        data.close();
    }
}
