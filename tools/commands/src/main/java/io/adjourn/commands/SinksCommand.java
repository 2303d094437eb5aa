package io.adjourn.commands;

import io.adjourn.commands.sinks.ConnectWorker;
import io.adjourn.commands.sinks.ConnectorConfig;
import io.adjourn.commands.sinks.Objection;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "sinks",
        header = "Check configurations of Kafka Connect's sinks before they are applied.",
        synopsisSubcommandLabel = "COMMAND")
final class SinksCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            header = "Ask a worker what it thinks of a connector's configuration. Changes nothing.",
            description = {
                "Prints one line for each setting that the worker objects to, and for each that no part of the connector knows:"
                        + " the worker itself says nothing of those, and a misspelt setting has no effect. Values are not printed.",
                "Exit code 0 if there is nothing to say, 1 if the worker cannot be asked, 2 if there is."
            })
    int validate(
            @Parameters(paramLabel = "FILE", description = "The configuration: JSON, as in connectors/sinks/config.")
                    Path file,
            @Option(
                            names = "--connect",
                            paramLabel = "URL",
                            defaultValue = "${env:ADJOURN_CONNECT_URL:-http://localhost:8083}",
                            description = "The worker's REST API (default: $ADJOURN_CONNECT_URL, or ${DEFAULT-VALUE}).")
                    URI worker)
            throws InterruptedException {
        ConnectorConfig config = ConnectorConfig.read(file);
        List<Objection> objections = new ConnectWorker(worker).validate(config);
        var out = spec.commandLine().getOut();
        if (objections.isEmpty()) {
            out.println(file + " is valid for the worker at " + worker);
            return 0;
        }
        objections.forEach(objection -> out.println(file + ": " + objection));
        return Launcher.BAD_CONFIGURATION;
    }
}
