package io.adjourn.localstack;

import io.adjourn.config.CannotStartException;
import io.adjourn.contracts.Cluster;
import io.adjourn.contracts.Provisioning.Layout;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * The whole of Adjourn on this machine: broker in this process; registry, gateway and streams as child processes, and the inspector and
 * the reconciler where they are asked for.
 *
 * <p>Each part is started as soon as what it needs is there, so they start side by side as far as they can.
 */
public final class LocalAdjourn implements AutoCloseable {
    private static final Layout LAYOUT = new Layout(4, 1);

    private final Ports ports;
    private final Path sources;
    private final Consumer<String> progress;
    private final LocalStack stack;
    private final CompletableFuture<CannotStartException> death = new CompletableFuture<>();
    private @Nullable LocalStreams streams;

    private LocalAdjourn(Ports ports, LocalStack stack, Path sources, Consumer<String> progress) {
        this.ports = ports;
        this.stack = stack;
        this.sources = sources;
        this.progress = progress;
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
        try {
            ports.mustBeFree();
        } catch (CannotStartException e) {
            data.close();
            throw e;
        }
        var adjourn = new LocalAdjourn(
                ports, LocalStack.begin(data, ports.kafka(), ports.registry(), progress), sources, progress);
        try {
            adjourn.start();
            return adjourn;
        } catch (RuntimeException e) {
            adjourn.close();
            throw e;
        }
    }

    private void start() {
        stack.registry().process().whenItDies(death::complete);
        progress.accept("Kafka listens at " + bootstrapServers());

        DataDirectory data = stack.data();
        var place = new LocalGateway.Place(
                ports.gateway(), ports.gatewayManagement(), data.directory("spool"), data.log("gateway"));
        LocalGateway gateway = stack.opened(LocalGateway.start(
                place,
                bootstrapServers(),
                sources,
                Map.of(
                        // A busy machine may take its time, and what Kafka takes too late is there twice.
                        "GATEWAY_PUBLISH_TIMEOUT", "10s",
                        // Waits are of seconds here, and records are to come when they are due.
                        "GATEWAY_WATERMARK_INTERVAL", "500ms")));
        gateway.whenItDies(death::complete);

        stack.awaitRegistry();
        progress.accept("the schema registry listens at " + registryUrl());
        stack.provision(LAYOUT);
        progress.accept("topics and schemas exist");

        startStreams();
        gateway.awaitReady();
        progress.accept("the gateway accepts deliveries at " + gatewayUrl());
        awaitStreams();
        progress.accept("streams is ready");
    }

    /**
     * Starts the inspector, too, and returns once it is ready. Whoever is on this machine may look, masked: nobody else reaches the port.
     */
    public void startInspector() {
        DataDirectory data = stack.data();
        LocalInspector process = stack.opened(LocalInspector.start(
                ports.inspector(),
                ports.inspectorManagement(),
                cluster(),
                data.directory("inspector-index"),
                data.log("inspector"),
                Map.of(
                        "INSPECTOR_ACCESS_MODE",
                        "none",
                        "INSPECTOR_GATEWAY_URL",
                        gatewayUrl().toString())));
        process.whenItDies(death::complete);
        process.awaitReady();
        progress.accept("the inspector shows meetings at " + inspectorUrl());
    }

    /** Starts the reconciler with its own settings, too, and returns once it works. */
    public LocalReconciler startReconciler() {
        return startReconciler(Map.of());
    }

    /**
     * Starts the reconciler, too, and returns once it works.
     *
     * @param settings more of its environment
     */
    public LocalReconciler startReconciler(Map<String, String> settings) {
        LocalReconciler process = stack.opened(
                LocalReconciler.start("reconciler", ports.reconciler(), cluster(), stack.data(), sources, settings));
        process.whenItDies(death::complete);
        process.awaitReady();
        progress.accept("the reconciler asks vendors");
        return process;
    }

    /** Starts the streams process; {@link #awaitStreams} tells when it works. */
    public void startStreams() {
        LocalStreams process = LocalStreams.start(
                ports.streams(), cluster(), stack.data(), Map.of("ADJOURN_SOURCES", sources.toString()));
        streams = stack.opened(process);
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
        return stack.bootstrapServers();
    }

    public String registryUrl() {
        return cluster().registry().url();
    }

    /** Its Kafka and its registry. */
    public Cluster cluster() {
        return stack.cluster();
    }

    public URI gatewayUrl() {
        return ports.gateway().url();
    }

    public URI gatewayManagementUrl() {
        return ports.gatewayManagement().url();
    }

    public URI streamsUrl() {
        return ports.streams().url();
    }

    public URI inspectorUrl() {
        return ports.inspector().url();
    }

    public URI reconcilerUrl() {
        return ports.reconciler().url();
    }

    public SchemaRegistryClient registryClient() {
        return stack.registryClient();
    }

    public Admin kafkaAdmin() {
        return stack.admin();
    }

    /** Stops everything, last started first, each given the time to stop cleanly. */
    @Override
    public void close() {
        stack.close();
    }
}
