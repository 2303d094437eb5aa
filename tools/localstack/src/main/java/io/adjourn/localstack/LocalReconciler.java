package io.adjourn.localstack;

import io.adjourn.config.CannotStartException;
import io.adjourn.contracts.Cluster;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The reconciler as a child process, on the loopback address. */
public final class LocalReconciler implements AutoCloseable {
    private final ChildProcess process;
    private final Port port;

    private LocalReconciler(ChildProcess process, Port port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it; {@link #awaitReady} tells when it works.
     *
     * @param name of its process and its log
     * @param sources the sources file, with API keys
     * @param settings more of its environment
     */
    public static LocalReconciler start(
            String name, Port port, Cluster cluster, DataDirectory data, Path sources, Map<String, String> settings) {
        List<String> arguments = List.of(
                "-Xmx256m",
                "-Dmicronaut.server.host=localhost",
                // After a crash another takes over in seconds: nobody else could be confused by that.
                "-Dkafka.session.timeout.ms=6000",
                "-Dkafka.heartbeat.interval.ms=1000",
                "-cp",
                JavaModule.RECONCILER.classPath(),
                JavaModule.RECONCILER.mainClass());
        var environment = new HashMap<>(Map.of(
                "ADJOURN_SOURCES",
                sources.toString(),
                "ADJOURN_KAFKA_BOOTSTRAP_SERVERS",
                cluster.bootstrapServers(),
                "ADJOURN_REGISTRY_URL",
                cluster.registry().url(),
                "ADJOURN_RECONCILER_PORT",
                Integer.toString(port.number())));
        environment.putAll(settings);
        return new LocalReconciler(ChildProcess.java(name, arguments, environment, data.log(name)), port);
    }

    /** Returns once it asks, or stands by. */
    public LocalReconciler awaitReady() {
        Http.awaitAnswer(url().resolve("/health/readiness"), process);
        return this;
    }

    /** Whether it is the one that asks. */
    public boolean isActive() {
        return metrics().plain("adjourn_reconciler_active") == 1;
    }

    /** What it counts; nothing where it does not answer. */
    public Metrics metrics() {
        return Metrics.of(url());
    }

    /** Where it tells its health and its metrics, and gives links. */
    public URI url() {
        return port.url();
    }

    public ChildProcess process() {
        return process;
    }

    void whenItDies(Consumer<CannotStartException> told) {
        process.whenItDies(told);
    }

    /** Ends it without warning, as a crash would. */
    public void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }
}
