package io.adjourn.localstack;

import io.adjourn.config.CannotStartException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The gateway as a child process, which can be killed and started again in the same place. */
public final class LocalGateway implements AutoCloseable {
    /** Test secrets are everybody's: nobody else on the network is to be served. */
    private static final String LOOPBACK_ONLY = "-Dmicronaut.server.host=localhost";

    private static final List<String> SMALL = List.of("-Xmx512m", LOOPBACK_ONLY);
    private static final List<String> FAST = List.of("-Xms1g", "-Xmx1g");

    private final Place place;
    private final Starter starter;
    private ChildProcess process;

    private LocalGateway(Place place, Starter starter) {
        this.place = place;
        this.starter = starter;
        this.process = starter.start();
    }

    /**
     * Where a gateway listens, and where it keeps what it keeps.
     *
     * @param management the port of health and metrics
     * @param spool the directory of what Kafka does not take
     * @param log the file that takes what it prints
     */
    public record Place(Port port, Port management, Path spool, Path log) {

        /** On free ports. */
        public static Place in(DataDirectory data) {
            return new Place(Port.free(), Port.free(), data.directory("spool"), data.log("gateway"));
        }
    }

    private interface Starter {
        ChildProcess start();
    }

    /**
     * Starts one that is small; {@link #awaitReady} tells when it takes deliveries.
     *
     * @param sources the sources file
     * @param settings more of its environment
     */
    public static LocalGateway start(Place place, String bootstrapServers, Path sources, Map<String, String> settings) {
        Map<String, String> environment = environment(place, bootstrapServers, sources, settings);
        return new LocalGateway(place, () -> ChildProcess.java("gateway", arguments(SMALL), environment, place.log()));
    }

    /** Starts one that becomes as fast as in production. */
    public static LocalGateway startFast(
            Place place, String bootstrapServers, Path sources, Map<String, String> settings) {
        Map<String, String> environment = environment(place, bootstrapServers, sources, settings);
        return new LocalGateway(
                place, () -> ChildProcess.fastJava("gateway", arguments(FAST), environment, place.log()));
    }

    private static Map<String, String> environment(
            Place place, String bootstrapServers, Path sources, Map<String, String> settings) {
        var environment = new HashMap<>(Map.of(
                "ADJOURN_SOURCES", sources.toString(),
                "ADJOURN_KAFKA_BOOTSTRAP_SERVERS", bootstrapServers,
                "ADJOURN_GATEWAY_PORT", Integer.toString(place.port().number()),
                "ADJOURN_GATEWAY_MANAGEMENT_PORT",
                        Integer.toString(place.management().number()),
                "GATEWAY_SPOOL_DIRECTORY", place.spool().toString()));
        environment.putAll(settings);
        return environment;
    }

    private static List<String> arguments(List<String> jvm) {
        var arguments = new ArrayList<>(jvm);
        arguments.addAll(List.of("-cp", JavaModule.GATEWAY.classPath(), JavaModule.GATEWAY.mainClass()));
        return arguments;
    }

    /** Returns once it takes deliveries. */
    public LocalGateway awaitReady() {
        Http.awaitAnswer(managementUrl().resolve("/health/readiness"), process);
        return this;
    }

    /** Starts it again, in the same place, and returns when it takes deliveries. */
    public void restart() {
        if (process.isAlive()) {
            throw new IllegalStateException("it runs");
        }
        process = starter.start();
        awaitReady();
    }

    /** Ends it without warning, as a crash would. */
    public void kill() {
        process.kill();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public ChildProcess process() {
        return process;
    }

    /** Tells if it ends without having been told to. */
    void whenItDies(Consumer<CannotStartException> told) {
        process.whenItDies(told);
    }

    /** Where it takes deliveries. */
    public URI url() {
        return place.port().url();
    }

    /** Where it takes those of the source. */
    public URI webhook(String source) {
        return url().resolve("/webhooks/" + source);
    }

    /** Where it tells its health and its metrics. */
    public URI managementUrl() {
        return place.management().url();
    }

    /** Whether it lives, and says so, and is ready. */
    public boolean isHealthy() {
        return Http.answers(managementUrl().resolve("/health/liveness"))
                && !readiness().isEmpty();
    }

    /** What it says of its parts, empty where it is not ready. */
    public String readiness() {
        return Http.get(managementUrl().resolve("/health/readiness")).orElse("");
    }

    /** What it counts now. */
    public Metrics metrics() {
        return Metrics.of(managementUrl());
    }

    /** A metric without tags; no number where there is none, or it does not answer. */
    public double metric(String name) {
        return metrics().plain(name);
    }

    public Path spool() {
        return place.spool();
    }

    /** What it has printed. */
    public String log() throws IOException {
        return Files.readString(place.log());
    }

    /** Ends it as SIGTERM does, and returns when it is gone. */
    public void terminate() {
        process.close();
    }

    @Override
    public void close() {
        terminate();
    }
}
