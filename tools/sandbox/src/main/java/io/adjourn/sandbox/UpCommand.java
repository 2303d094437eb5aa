package io.adjourn.sandbox;

import io.adjourn.commands.Logs;
import io.adjourn.commands.StopWatch;
import io.adjourn.commands.Terminal;
import io.adjourn.config.CannotStartException;
import io.adjourn.config.InvalidSourcesException;
import io.adjourn.config.SourcesFile;
import io.adjourn.localstack.DataDirectory;
import io.adjourn.localstack.LocalAdjourn;
import io.adjourn.localstack.Ports;
import io.adjourn.simulator.DemoSources;
import io.adjourn.vendors.Vendors;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "up",
        header = "Run all of Adjourn on this machine until Ctrl-C.",
        description = {
            "Kafka, a schema registry, the gateway, streams and the inspector; also the reconciler if a source has"
                    + " api-keys. Ports: ADJOURN_KAFKA_PORT (9092), ADJOURN_REGISTRY_PORT (8081), ADJOURN_GATEWAY_PORT"
                    + " (8080), ADJOURN_GATEWAY_MANAGEMENT_PORT (8090), ADJOURN_STREAMS_PORT (8091),"
                    + " ADJOURN_INSPECTOR_PORT (8092), ADJOURN_INSPECTOR_MANAGEMENT_PORT (8093),"
                    + " ADJOURN_RECONCILER_PORT (8094).",
            "Settings of the applications are taken from the environment, such as RECONCILER_LINKS_ENABLED."
        })
final class UpCommand implements Callable<Integer> {
    private static final Duration DEMO_SETTLE = Duration.ofSeconds(30);
    private static final Duration DEMO_SILENCE = Duration.ofMinutes(2);

    @Option(
            names = "--sources",
            paramLabel = "FILE",
            description = "The sources file (default: generated, with test secrets).")
    private @Nullable Path sources;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Directory for topics, schemas and state across restarts (default: a new directory that"
                    + " is deleted at the end).")
    private @Nullable Path data;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InvalidSourcesException {
        Ports ports = Ports.of(System.getenv());
        boolean hasApiKey = sources != null
                && SourcesFile.readWhole(sources, Vendors.KNOWN, System.getenv()).all().stream()
                        .anyMatch(source -> source.api() != null);
        DataDirectory directory = data == null ? DataDirectory.temporary() : DataDirectory.kept(data);
        Logs.to(directory.log("kafka"));
        Path file = sources == null ? DemoSources.write(directory.path(), DEMO_SETTLE, DEMO_SILENCE) : sources;

        Terminal terminal = Terminal.of(spec.commandLine().getOut());
        var clock = new StopWatch();
        try (var adjourn = LocalAdjourn.start(
                ports, directory, file.toAbsolutePath(), step -> terminal.line(clock.elapsed() + "  " + step))) {
            adjourn.startInspector();
            if (hasApiKey) {
                adjourn.startReconciler();
            }
            new Welcome(adjourn, file, sources == null, hasApiKey, directory.path())
                    .lines()
                    .forEach(terminal::line);
            CannotStartException death = adjourn.death().join();
            throw death;
        }
    }
}
