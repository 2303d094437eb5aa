package io.adjourn.sandbox;

import io.adjourn.contracts.Provisioning;
import io.adjourn.contracts.Provisioning.Layout;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * The whole of Adjourn on this machine: broker in this process; registry, gateway and streams as child processes.
 *
 * <p>Each part is started as soon as what it needs is there, so they start side by side as far as they can.
 */
public final class LocalAdjourn implements AutoCloseable {
    private static final Layout LAYOUT = new Layout(4, 1);
    /** Test secrets are everybody's: nobody else on the network is to be served. */
    private static final String LOOPBACK_ONLY = "-Dmicronaut.server.host=localhost";

    private final Ports ports;
    private final DataDirectory data;
    private final Path sources;
    private final Consumer<String> progress;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final CompletableFuture<CannotStartException> death = new CompletableFuture<>();
    private @Nullable LocalStreams streams;
    private boolean closed;

    private LocalAdjourn(Ports ports, DataDirectory data, Path sources, Consumer<String> progress) {
        this.ports = ports;
        this.data = data;
        this.sources = sources;
        this.progress = progress;
        started.push(data);
    }

    /**
     * Starts everything and returns when all of it is ready. Stops it when this process is told to end, also half-way.
     *
     * @param data its own from now on: closed with it, also when it cannot start
     * @param sources the sources file
     * @param progress told in a few words what has become ready
     * @throws CannotStartException if a part cannot start; nothing is left running then
     */
    public static LocalAdjourn start(Ports ports, DataDirectory data, Path sources, Consumer<String> progress) {
        var adjourn = new LocalAdjourn(ports, data, sources, progress);
        Runtime.getRuntime().addShutdownHook(new Thread(adjourn::close, "stop-adjourn"));
        try {
            adjourn.start();
            return adjourn;
        } catch (RuntimeException e) {
            adjourn.close();
            throw e;
        }
    }

    private void start() {
        ports.mustBeFree();
        LocalRegistry registry =
                opened(LocalRegistry.start(ports.registry(), data.directory("registry"), data.log("registry")));
        registry.process().whenItDies(death::complete);

        opened(LocalKafka.start(ports.kafka(), data.directory("kafka")));
        progress.accept("Kafka listens at " + bootstrapServers());

        ChildProcess gateway = opened(ChildProcess.java(
                "gateway",
                List.of(
                        "-Xmx512m",
                        LOOPBACK_ONLY,
                        "-cp",
                        JavaModule.GATEWAY.classPath(),
                        JavaModule.GATEWAY.mainClass()),
                Map.of(
                        "ADJOURN_SOURCES", sources.toString(),
                        "ADJOURN_KAFKA_BOOTSTRAP_SERVERS", bootstrapServers(),
                        "GATEWAY_SPOOL_DIRECTORY", data.directory("spool").toString(),
                        // A busy machine may take its time, and what Kafka takes too late is there twice.
                        "GATEWAY_PUBLISH_TIMEOUT", "10s",
                        // Waits are of seconds here, and records are to come when they are due.
                        "GATEWAY_WATERMARK_INTERVAL", "500ms",
                        "ADJOURN_GATEWAY_PORT", Integer.toString(ports.gateway().number()),
                        "ADJOURN_GATEWAY_MANAGEMENT_PORT",
                                Integer.toString(ports.gatewayManagement().number())),
                data.log("gateway")));
        gateway.whenItDies(death::complete);

        registry.awaitReady();
        progress.accept("the schema registry listens at " + registryUrl());
        try (Admin kafka = kafkaAdmin()) {
            Provisioning.apply(kafka, registryClient(), LAYOUT);
        }
        progress.accept("topics and schemas exist");

        startStreams();
        Http.awaitAnswer(readiness(ports.gatewayManagement()), gateway);
        progress.accept("the gateway accepts deliveries at " + gatewayUrl());
        awaitStreams();
        progress.accept("streams is ready");
    }

    /** Starts the streams process; {@link #awaitStreams} tells when it works. */
    public void startStreams() {
        LocalStreams process =
                LocalStreams.start(ports.streams(), cluster(), data, Map.of("ADJOURN_SOURCES", sources.toString()));
        streams = opened(process);
        process.whenItDies(death::complete);
    }

    public void awaitStreams() {
        if (streams != null) {
            streams.awaitReady();
        }
    }

    /** Ends the streams process without warning, as a crash would. */
    public void killStreams() {
        if (streams != null) {
            streams.kill();
        }
    }

    /** Completes if a part ends by itself: the stack is of no use then. */
    public CompletableFuture<CannotStartException> death() {
        return death;
    }

    /** Throws what {@link #death} tells, if a part has ended by itself. */
    public void mustBeAlive() {
        if (death.isDone()) {
            throw death.join();
        }
    }

    public String bootstrapServers() {
        return "localhost:" + ports.kafka().number();
    }

    public String registryUrl() {
        return "http://localhost:" + ports.registry().number() + "/apis/ccompat/v7";
    }

    /** Its Kafka and its registry. */
    public Cluster cluster() {
        return Cluster.at(bootstrapServers(), registryUrl());
    }

    public URI gatewayUrl() {
        return URI.create("http://localhost:" + ports.gateway().number());
    }

    public URI gatewayManagementUrl() {
        return URI.create("http://localhost:" + ports.gatewayManagement().number());
    }

    public URI streamsUrl() {
        return URI.create("http://localhost:" + ports.streams().number());
    }

    public SchemaRegistryClient registryClient() {
        return cluster().registry().client();
    }

    public Admin kafkaAdmin() {
        return cluster().admin();
    }

    /** Stops everything, last started first, each given the time to stop cleanly. */
    @Override
    public synchronized void close() {
        closed = true;
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                // The others must be stopped too.
                progress.accept("a component did not stop cleanly: " + e.getMessage());
            }
        }
    }

    private synchronized <T extends AutoCloseable> T opened(T part) {
        started.push(part);
        if (closed) {
            close();
            throw new CannotStartException("stopped during startup");
        }
        return part;
    }

    private static URI readiness(Port management) {
        return URI.create("http://localhost:" + management.number() + "/health/readiness");
    }
}
