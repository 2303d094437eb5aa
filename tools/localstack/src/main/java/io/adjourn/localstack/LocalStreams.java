package io.adjourn.localstack;

import io.adjourn.config.CannotStartException;
import io.adjourn.contracts.Cluster;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The streams application as a child process, on the loopback address. */
public final class LocalStreams implements AutoCloseable {
    private final ChildProcess process;
    private final Port port;

    private LocalStreams(ChildProcess process, Port port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it; {@link #awaitReady} tells when it works.
     *
     * @param data where it keeps its state and its log
     * @param settings more of its environment
     */
    public static LocalStreams start(Port port, Cluster cluster, DataDirectory data, Map<String, String> settings) {
        return start(port, cluster, data, settings, JavaModule.STREAMS.classPath());
    }

    /** Starts another build of it, which is on that class path. */
    public static LocalStreams start(
            Port port, Cluster cluster, DataDirectory data, Map<String, String> settings, String classPath) {
        List<String> arguments = List.of(
                // A body of 16 MiB may take hundreds of megabytes while it is read.
                "-Xmx1g",
                "-Dmicronaut.server.host=localhost",
                // After a crash the only member comes back in seconds: nobody else could be confused by that.
                "-Dkafka.session.timeout.ms=6000",
                "-Dkafka.heartbeat.interval.ms=2000",
                "-cp",
                classPath,
                JavaModule.STREAMS.mainClass());
        Map<String, String> environment = environment(port, cluster, data.directory("streams-state"), settings);
        return new LocalStreams(ChildProcess.java("streams", arguments, environment, data.log("streams")), port);
    }

    /**
     * Starts one that becomes as fast as in production.
     *
     * @param name of its process and its log
     * @param state where it keeps its state
     * @param jvm options of the JVM
     */
    public static LocalStreams startFast(
            String name, Cluster cluster, Path state, Path log, List<String> jvm, Map<String, String> settings) {
        var port = Port.free();
        var arguments = new ArrayList<>(jvm);
        arguments.addAll(List.of("-cp", JavaModule.STREAMS.classPath(), JavaModule.STREAMS.mainClass()));
        Map<String, String> environment = environment(port, cluster, state, settings);
        return new LocalStreams(ChildProcess.fastJava(name, arguments, environment, log), port);
    }

    private static Map<String, String> environment(
            Port port, Cluster cluster, Path state, Map<String, String> settings) {
        var environment = new HashMap<>(Map.of(
                "ADJOURN_KAFKA_BOOTSTRAP_SERVERS",
                cluster.bootstrapServers(),
                "ADJOURN_REGISTRY_URL",
                cluster.registry().url(),
                "ADJOURN_STREAMS_PORT",
                Integer.toString(port.number()),
                // One broker has one replica of everything: whoever plays here knows.
                "STREAMS_WARN_OF_FEW_REPLICAS",
                "false",
                "ADJOURN_STREAMS_STATE_DIR",
                state.toString()));
        environment.putAll(settings);
        return environment;
    }

    /** Returns once it works. */
    public void awaitReady() {
        Http.awaitAnswer(management().resolve("/health/readiness"), process);
    }

    /** Whether it says that it is ready. */
    public boolean isReady() {
        return Http.answers(management().resolve("/health/readiness"));
    }

    public ChildProcess process() {
        return process;
    }

    /** What it counts; nothing where it does not answer. */
    public Metrics metrics() {
        return Metrics.of(management());
    }

    private URI management() {
        return port.url();
    }

    /**
     * Makes sure that it runs.
     *
     * @throws CannotStartException if it has ended by itself
     */
    public void mustBeAlive() {
        if (!process.isAlive()) {
            throw process.death();
        }
    }

    /** Waits for it to end by itself, and returns what that means. */
    public CannotStartException end() {
        return process.end();
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
