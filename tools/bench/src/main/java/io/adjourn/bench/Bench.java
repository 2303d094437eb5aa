package io.adjourn.bench;

import io.adjourn.bench.gateway.FloodsCommand;
import io.adjourn.bench.gateway.GatewayCommand;
import io.adjourn.bench.inspector.InspectorCommand;
import io.adjourn.bench.restore.RestoreCommand;
import io.adjourn.bench.rolling.RollingCommand;
import io.adjourn.bench.sinks.PostgresCommand;
import io.adjourn.bench.sinks.WebhookCommand;
import io.adjourn.bench.streams.CompressionCommand;
import io.adjourn.bench.streams.EncryptionCommand;
import io.adjourn.bench.streams.StreamsCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The launcher's command that measures. */
@Command(
        name = "adjourn bench",
        header = "Benchmarks: measure Adjourn, side by side with a minimal baseline.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            VerificationCommand.class,
            StreamsCommand.class,
            CompressionCommand.class,
            EncryptionCommand.class,
            GatewayCommand.class,
            FloodsCommand.class,
            InspectorCommand.class,
            RollingCommand.class,
            RestoreCommand.class,
            PostgresCommand.class,
            WebhookCommand.class
        })
public final class Bench implements Runnable {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(commandLine()
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Bench()).setUsageHelpAutoWidth(true);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
