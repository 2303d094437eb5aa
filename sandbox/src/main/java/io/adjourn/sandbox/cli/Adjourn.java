package io.adjourn.sandbox.cli;

import io.adjourn.contracts.ProvisioningException;
import io.adjourn.sandbox.CannotStartException;
import io.adjourn.sandbox.Logs;
import io.adjourn.sources.InvalidSourcesException;
import io.adjourn.spool.SpoolException;
import java.io.PrintWriter;
import org.apache.kafka.common.errors.AuthorizationException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The launcher's commands. Exit codes: 0 fine, 2 bad configuration or usage, 1 anything else. */
@Command(
        name = "adjourn",
        header = "One truthful completion record per meeting, from every meeting-bot vendor's webhooks.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            SimulateCommand.class,
            WatchCommand.class,
            RejectedCommand.class,
            ReplayCommand.class,
            StateCommand.class,
            ResetCommand.class,
            SpoolCommand.class,
            SourcesCommand.class,
            VerifyCommand.class,
            ContractsCommand.class
        },
        footer = {"", "Start with: ./adjourn demo", "Measure with: ./adjourn bench"})
public final class Adjourn implements Runnable {
    static final int FAILED = 1;
    static final int BAD_CONFIGURATION = 2;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandLine.Model.CommandSpec spec;

    public static void main(String[] args) {
        Logs.off();
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return commandLine(new Adjourn());
    }

    /** The commands below the given one. */
    static CommandLine commandLine(Runnable top) {
        return new CommandLine(top)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler((e, _) -> wrongUsage(e))
                .setExecutionExceptionHandler((e, command, _) -> failed(e, command.getErr()));
    }

    /** Without a command: what there is. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int wrongUsage(ParameterException e) {
        CommandLine command = e.getCommandLine();
        say(
                command.getErr(),
                e.getMessage() + "; see ./" + command.getCommandSpec().qualifiedName() + " --help");
        return BAD_CONFIGURATION;
    }

    /** What we know to explain is explained in one line; what we do not is our own fault, and shown whole. */
    private static int failed(Exception e, PrintWriter err) throws Exception {
        return switch (e) {
            case InvalidSourcesException invalid -> {
                say(err, String.valueOf(invalid.getMessage()));
                yield BAD_CONFIGURATION;
            }
            case SpoolException _ -> {
                say(err, String.valueOf(e.getMessage()));
                yield BAD_CONFIGURATION;
            }
            case ProvisioningException refused -> {
                say(err, String.valueOf(refused.getMessage()));
                yield refused.mayPass() ? FAILED : BAD_CONFIGURATION;
            }
            case AuthorizationException _ -> {
                say(
                        err,
                        "Kafka denies access: " + e.getMessage() + "; docs/kubernetes.md lists the permissions"
                                + " that commands need");
                yield FAILED;
            }
            case CannotStartException _ -> {
                say(err, String.valueOf(e.getMessage()));
                yield FAILED;
            }
            default -> throw e;
        };
    }

    private static void say(PrintWriter err, String line) {
        err.println("adjourn: " + line);
    }
}
