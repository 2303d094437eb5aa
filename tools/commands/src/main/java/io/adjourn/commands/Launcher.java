package io.adjourn.commands;

import io.adjourn.config.BadConfigurationException;
import io.adjourn.config.CannotStartException;
import io.adjourn.config.InvalidSourcesException;
import io.adjourn.contracts.ProvisioningException;
import io.adjourn.spool.SpoolException;
import java.io.PrintWriter;
import java.util.List;
import org.apache.kafka.common.errors.AuthorizationException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** What all commands are started by. Exit codes: 0 fine, 2 bad configuration or usage, 1 anything else. */
public abstract class Launcher implements Runnable {
    public static final int FAILED = 1;
    static final int BAD_CONFIGURATION = 2;

    /** Those that work on an installation, and start nothing of their own. */
    private static final List<Class<?>> FOR_OPERATORS = List.of(
            SimulateCommand.class,
            WatchCommand.class,
            RejectedCommand.class,
            DriftCommand.class,
            EraseCommand.class,
            StateCommand.class,
            LinksCommand.class,
            ResetCommand.class,
            CutOverCommand.class,
            SpoolCommand.class,
            SourcesCommand.class,
            VerifyCommand.class,
            ContractsCommand.class,
            SinksCommand.class);

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

    /** The given one's own commands, then those for operators. */
    public static CommandLine commandLine(Launcher launcher) {
        var line = new CommandLine(launcher);
        FOR_OPERATORS.forEach(line::addSubcommand);
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler((e, _) -> wrongUsage(e))
                .setExecutionExceptionHandler((e, command, _) -> failed(e, command.getErr()));
    }

    /** Without a command: what there is. */
    @Override
    public final void run() {
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
            case BadConfigurationException _ -> {
                say(err, String.valueOf(e.getMessage()));
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
