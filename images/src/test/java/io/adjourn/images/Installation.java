package io.adjourn.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.PortBinding;
import io.adjourn.commands.topics.CompletionsTopic;
import io.adjourn.commands.topics.TopicLog;
import io.adjourn.config.InvalidSourcesException;
import io.adjourn.config.SourcesFile;
import io.adjourn.contracts.Cluster;
import io.adjourn.contracts.Topic;
import io.adjourn.localstack.Port;
import io.adjourn.simulator.DemoSources;
import io.adjourn.simulator.Target;
import io.adjourn.vendors.Vendors;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;

/** Adjourn on one network with a broker and a registry, installed as its documentation says. */
final class Installation implements AutoCloseable {
    private static final Duration SETTLE = Duration.ofSeconds(8);
    private static final Duration SILENCE = Duration.ofSeconds(12);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String BROKER = "kafka:9092";

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final Port broker = Port.free();
    private final Parts parts;
    private final Network network;
    private final Path sources;
    private final GenericContainer<?> registry;

    /** Broker, registry, topics and schemas; the applications are started apart. */
    Installation(Path directory) throws IOException {
        parts = Parts.found();
        sources = DemoSources.write(directory, SETTLE, SILENCE);
        network = opened(Network.newNetwork());
        opened(kafka()).start();
        registry = opened(registry());
        registry.start();
        var applied = Image.ended(on(Image.TOOLS.container())
                .withCommand("contracts", "apply", "--unreleased", "--partitions", "4", "--replication-factor", "1"));
        assertThat(applied.exitCode()).as(applied.errors()).isZero();
    }

    Service gateway(Map<String, String> settings) {
        return gateway(Image.GATEWAY.container(sources), settings);
    }

    /** A gateway run by a user of any number. */
    Service gatewayOfAnyUser() {
        return gateway(Image.asAnyUser(Image.GATEWAY.container(sources)), Map.of());
    }

    private Service gateway(GenericContainer<?> container, Map<String, String> settings) {
        return opened(Service.started(
                on(container)
                        // Waits are of seconds here, and records are to come when they are due.
                        .withEnv("GATEWAY_WATERMARK_INTERVAL", "500ms")
                        .withEnv(settings),
                8080,
                8090));
    }

    /** Run by a user of any number: what it keeps in its volume must be as good as for the image's own. */
    Service streams() {
        var settings = new HashMap<String, String>();
        settings.put("STREAMS_WARN_OF_FEW_REPLICAS", "false");
        // After a kill, the only member is to have its partitions back soon.
        settings.put("KAFKA_SESSION_TIMEOUT_MS", "6000");
        settings.put("KAFKA_HEARTBEAT_INTERVAL_MS", "2000");
        // A gateway that was removed without a farewell: deadlines wait this long for what it may have spooled.
        settings.put("STREAMS_GATEWAY_SILENCE", "20s");
        return opened(Service.started(
                on(Image.asAnyUser(Image.STREAMS.container(sources))).withEnv(settings), 8091, 8091));
    }

    List<Target> targets(Service gateway) throws InvalidSourcesException {
        return Target.of(SourcesFile.read(sources, Vendors.KNOWN, Map.of()), gateway.url());
    }

    CompletionsTopic completions() {
        return CompletionsTopic.of(bootstrapServers(), new CachedSchemaRegistryClient(registryUrl(), 100));
    }

    /** What the topic holds now, of what is committed. */
    List<ConsumerRecord<String, byte[]>> records(Topic topic) {
        var records = new ArrayList<ConsumerRecord<String, byte[]>>();
        try (var log = TopicLog.open(Cluster.at(bootstrapServers(), registryUrl()), topic)) {
            log.read(Instant.EPOCH, records::add);
        }
        return records;
    }

    private String bootstrapServers() {
        return "localhost:" + broker.number();
    }

    private String registryUrl() {
        return "http://localhost:" + registry.getMappedPort(8081) + parts.registryPath();
    }

    private GenericContainer<?> on(GenericContainer<?> container) {
        return container
                .withNetwork(network)
                .withEnv("ADJOURN_KAFKA_BOOTSTRAP_SERVERS", BROKER)
                .withEnv("ADJOURN_REGISTRY_URL", "http://registry:8081" + parts.registryPath());
    }

    /** One node, reached by the containers by its name and by the tests by a port of this machine. */
    private GenericContainer<?> kafka() {
        return new GenericContainer<>(parts.kafka())
                .withNetwork(network)
                .withNetworkAliases("kafka")
                .withEnv(Map.ofEntries(
                        Map.entry("KAFKA_NODE_ID", "1"),
                        Map.entry("KAFKA_PROCESS_ROLES", "broker,controller"),
                        Map.entry("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9093"),
                        Map.entry("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER"),
                        Map.entry("KAFKA_LISTENERS", "INSIDE://:9092,OUTSIDE://:19092,CONTROLLER://:9093"),
                        Map.entry(
                                "KAFKA_ADVERTISED_LISTENERS",
                                "INSIDE://" + BROKER + ",OUTSIDE://" + bootstrapServers()),
                        Map.entry(
                                "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP",
                                "INSIDE:PLAINTEXT,OUTSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                        Map.entry("KAFKA_INTER_BROKER_LISTENER_NAME", "INSIDE"),
                        Map.entry("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false"),
                        Map.entry("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1"),
                        Map.entry("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1"),
                        Map.entry("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1"),
                        Map.entry("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0")))
                .withExposedPorts(19092)
                .withCreateContainerCmdModifier(create -> Objects.requireNonNull(create.getHostConfig())
                        .withPortBindings(PortBinding.parse("127.0.0.1:" + broker.number() + ":19092")))
                .waitingFor(Wait.forLogMessage(".*Kafka Server started.*\\n", 1).withStartupTimeout(PATIENCE));
    }

    private GenericContainer<?> registry() {
        return new GenericContainer<>(parts.registry())
                .withNetwork(network)
                .withNetworkAliases("registry")
                .withEnv("SCHEMA_REGISTRY_HOST_NAME", "registry")
                .withEnv("SCHEMA_REGISTRY_LISTENERS", "http://0.0.0.0:8081")
                .withEnv("SCHEMA_REGISTRY_KAFKASTORE_BOOTSTRAP_SERVERS", "PLAINTEXT://" + BROKER)
                .withExposedPorts(8081)
                .waitingFor(Wait.forHttp(parts.registryPath() + "/subjects").withStartupTimeout(PATIENCE));
    }

    private <T extends AutoCloseable> T opened(T part) {
        started.push(part);
        return part;
    }

    @Override
    public void close() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("a part of the installation cannot be removed", e);
            }
        }
    }
}
