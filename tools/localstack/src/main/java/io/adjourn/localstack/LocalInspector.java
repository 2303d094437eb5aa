package io.adjourn.localstack;

import io.adjourn.config.CannotStartException;
import io.adjourn.contracts.Cluster;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The inspector as a child process, on the loopback address. */
public final class LocalInspector implements AutoCloseable {
    private final ChildProcess process;
    private final Port port;
    private final Port management;

    private LocalInspector(ChildProcess process, Port port, Port management) {
        this.process = process;
        this.port = port;
        this.management = management;
    }

    /**
     * Starts it; {@link #awaitReady} tells when everything there is can be found.
     *
     * @param index where it keeps its index
     * @param log where it logs to
     * @param settings more of its environment; among them INSPECTOR_ACCESS_MODE
     */
    public static LocalInspector start(
            Port port, Port management, Cluster cluster, Path index, Path log, Map<String, String> settings) {
        Map<String, String> environment = environment(port, management, cluster, index, settings);
        return new LocalInspector(ChildProcess.java("inspector", arguments(), environment, log), port, management);
    }

    private static List<String> arguments() {
        return List.of(
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "-Dmicronaut.server.host=localhost",
                "-cp",
                JavaModule.INSPECTOR.classPath(),
                JavaModule.INSPECTOR.mainClass());
    }

    private static Map<String, String> environment(
            Port port, Port management, Cluster cluster, Path index, Map<String, String> settings) {
        var environment = new HashMap<>(Map.of(
                "ADJOURN_KAFKA_BOOTSTRAP_SERVERS",
                cluster.bootstrapServers(),
                "ADJOURN_REGISTRY_URL",
                cluster.registry().url(),
                "ADJOURN_INSPECTOR_PORT",
                Integer.toString(port.number()),
                "ADJOURN_INSPECTOR_MANAGEMENT_PORT",
                Integer.toString(management.number()),
                "ADJOURN_INSPECTOR_INDEX_DIR",
                index.toString()));
        environment.putAll(settings);
        return environment;
    }

    /** Starts one on free ports that becomes as fast as in production, for everybody on this machine. */
    public static LocalInspector startFast(Cluster cluster, Path index, Path log) {
        var port = Port.free();
        var management = Port.free();
        Map<String, String> environment =
                environment(port, management, cluster, index, Map.of("INSPECTOR_ACCESS_MODE", "none"));
        var arguments = new ArrayList<String>();
        // As its image says to the JVM.
        arguments.add("-XX:+UseCompactObjectHeaders");
        arguments.addAll(arguments());
        return new LocalInspector(ChildProcess.fastJava("inspector", arguments, environment, log), port, management);
    }

    /** Whether everything there was can be found. */
    public boolean isReady() {
        return Http.answers(management.url().resolve("/health/readiness"));
    }

    /** Returns once all there is can be found. */
    public void awaitReady() {
        Http.awaitAnswer(management.url().resolve("/health/readiness"), process);
    }

    public URI url() {
        return port.url();
    }

    /** What it counts; nothing where it does not answer. */
    public Metrics metrics() {
        return Metrics.of(management.url());
    }

    /**
     * Returns after that time.
     *
     * @throws CannotStartException if it has ended by itself by then
     */
    public void mustLive(Duration time) throws InterruptedException {
        if (process.endsWithin(time)) {
            throw process.death();
        }
    }

    /** Of its process. */
    public long id() {
        return process.id();
    }

    /** Processor time that it has taken. */
    public Duration processorTime() {
        return process.processorTime();
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
