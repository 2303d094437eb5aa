package io.adjourn.sandbox;

import io.adjourn.config.CannotStartException;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A gateway as a process of its own, which takes what anyone sends to its one source, and can be killed and started again. */
final class LocalGateway implements AutoCloseable {
    private final String bootstrapServers;
    private final Path directory;
    private final String vendor;
    private final Map<String, String> more;
    private final Port port = Port.free();
    private final Port management = Port.free();
    private ChildProcess process;

    private LocalGateway(String bootstrapServers, Path directory, String vendor, Map<String, String> more) {
        this.bootstrapServers = bootstrapServers;
        this.directory = directory;
        this.vendor = vendor;
        this.more = more;
        this.process = start();
    }

    /** Starts one, and returns when it takes deliveries. */
    static LocalGateway start(String bootstrapServers, Path directory, String vendor) {
        return start(bootstrapServers, directory, vendor, Map.of());
    }

    /** Starts one that is set up otherwise. */
    static LocalGateway start(String bootstrapServers, Path directory, String vendor, Map<String, String> environment) {
        return new LocalGateway(bootstrapServers, directory, vendor, environment);
    }

    /** Starts it again, in the same place. */
    void restart() {
        assertThat(process.isAlive()).isFalse();
        process = start();
    }

    /** Ends it without warning. */
    void kill() {
        process.kill();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    URI webhook() {
        return URI.create("http://localhost:" + port.number() + "/webhooks/lab");
    }

    boolean isHealthy() {
        return Http.get(management("/health/liveness")).isPresent()
                && !readiness().isEmpty();
    }

    /** What it says of its parts, empty where it is not ready. */
    String readiness() {
        return Http.get(management("/health/readiness")).orElse("");
    }

    /** A metric without tags. */
    double metric(String name) {
        return Http.get(management("/prometheus"))
                .orElse("")
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                .findFirst()
                .orElse(Double.NaN);
    }

    Path spool() {
        return directory.resolve("spool");
    }

    String log() throws IOException {
        return Files.readString(directory.resolve("gateway.log"));
    }

    /** Ends it as SIGTERM does. */
    void terminate() {
        process.close();
    }

    @Override
    public void close() {
        terminate();
    }

    private ChildProcess start() {
        try {
            Path sources = Files.writeString(
                    directory.resolve("sources.yaml"),
                    "sources:\n  lab: { vendor: " + vendor + ", verification: none }\n");
            var environment = new HashMap<>(Map.of(
                    "ADJOURN_SOURCES", sources.toString(),
                    "ADJOURN_KAFKA_BOOTSTRAP_SERVERS", bootstrapServers,
                    "ADJOURN_GATEWAY_PORT", Integer.toString(port.number()),
                    "ADJOURN_GATEWAY_MANAGEMENT_PORT", Integer.toString(management.number()),
                    "GATEWAY_SPOOL_DIRECTORY", spool().toString(),
                    // Who is slow is not what is tested.
                    "GATEWAY_BODY_TIMEOUT", "60s"));
            environment.putAll(more);
            ChildProcess started = ChildProcess.java(
                    "gateway",
                    List.of(
                            "-Xmx512m",
                            "-Dmicronaut.server.host=localhost",
                            "-cp",
                            JavaModule.GATEWAY.classPath(),
                            JavaModule.GATEWAY.mainClass()),
                    environment,
                    directory.resolve("gateway.log"));
            Http.awaitAnswer(management("/health/readiness"), started);
            return started;
        } catch (IOException e) {
            throw new CannotStartException("cannot write to " + directory, e);
        }
    }

    private URI management(String path) {
        return URI.create("http://localhost:" + management.number() + path);
    }
}
