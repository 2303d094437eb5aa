package io.adjourn.localstack;

import io.adjourn.config.CannotStartException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A real schema registry (Apicurio, by its Confluent API) as a child process, on the loopback address. */
public final class LocalRegistry implements AutoCloseable {
    private final ChildProcess process;
    private final Port port;

    private LocalRegistry(ChildProcess process, Port port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts a registry; {@link #awaitReady} tells when it serves.
     *
     * @param data where it keeps its schemas and their ids; what is there already is served again
     * @param log the file that takes what it prints
     */
    public static LocalRegistry start(Port port, Path data, Path log) {
        port.mustBeFree();
        Path jar = JavaModule.home().resolve("tools/localstack/target/registry/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new CannotStartException(
                    "the registry is not unpacked at " + jar + ": run ./adjourn there, or mvn package");
        }
        List<String> arguments = List.of(
                "-Xmx160m",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port.number(),
                "-Dquarkus.management.host=127.0.0.1",
                "-Dquarkus.management.port=" + Port.free().number(),
                "-Dquarkus.http.access-log.enabled=false",
                "-Dapicurio.datasource.url=jdbc:h2:file:" + data.resolve("schemas"),
                "-jar",
                jar.toString());
        return new LocalRegistry(ChildProcess.java("registry", arguments, Map.of(), log), port);
    }

    /** Returns once it serves. */
    public LocalRegistry awaitReady() {
        Http.awaitAnswer(URI.create(url() + "/subjects"), process);
        return this;
    }

    /** The base of its Confluent API. */
    public String url() {
        return "http://localhost:" + port.number() + "/apis/ccompat/v7";
    }

    ChildProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }
}
