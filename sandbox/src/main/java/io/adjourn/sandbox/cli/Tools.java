package io.adjourn.sandbox.cli;

import io.adjourn.sandbox.Logs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The launcher's commands that work on an installation. Those that start a broker and a registry of their own are not among
 * them, and so the image of the tools holds neither. Exit codes as those of {@link Adjourn}.
 */
@Command(
        name = "adjourn",
        header = "Commands for operators of Adjourn.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ContractsCommand.class,
            SourcesCommand.class,
            VerifyCommand.class,
            WatchCommand.class,
            RejectedCommand.class,
            ResetCommand.class,
            SpoolCommand.class,
            SimulateCommand.class
        },
        footer = {
            "",
            "demo, up and audit start a broker of their own: they are available from a checkout of the"
                    + " sources only."
        })
public final class Tools implements Runnable {
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
        Logs.off();
        System.exit(Adjourn.commandLine(new Tools()).execute(args));
    }

    /** Without a command: what there is. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
