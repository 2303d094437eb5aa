package io.adjourn.commands;

import io.adjourn.config.BadConfigurationException;
import io.adjourn.config.InvalidSourcesException;
import io.adjourn.config.TopicConfigFile;
import io.adjourn.contracts.Cluster;
import io.adjourn.contracts.Provisioning;
import io.adjourn.contracts.Provisioning.Layout;
import io.adjourn.contracts.Provisioning.Report;
import io.adjourn.contracts.ProvisioningException;
import io.adjourn.contracts.ProvisioningStep;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "contracts",
        header = "Create, compare and check topics and schemas.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", ContractsCommand.EXIT_CODES})
final class ContractsCommand implements Runnable {
    static final String EXIT_CODES = "Exit codes: 0 everything is in place; 1 Kafka or the registry is unavailable, try"
            + " again; 2 something must be changed first, and one line says what; 4 (diff, check, apply --dry-run)"
            + " there are differences.";

    /** What nothing else ends with: 3 is for what died. */
    static final int DIFFERENT = 4;

    private static final String TAKE_OVER = "Take the topics from the installation that has claimed them. Stop that one"
            + " first: at its next start it is refused.";

    private static final String SHORTEN = "Also set, on existing topics, what keeps records for a shorter time:"
            + " retention.ms and delete.retention.ms where --topics-config has them, segment.ms and"
            + " max.compaction.lag.ms, by which Kafka deletes and compacts in time, from there or from the catalogue."
            + " See what with diff first.";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** What is asked for, and of which cluster. */
    static final class Asked {
        @Mixin
        @SuppressWarnings("NullAway.Init") // set by picocli
        private ClusterAccess connection;

        @Option(
                names = "--partitions",
                paramLabel = "N",
                defaultValue = "${env:CONTRACTS_PARTITIONS:-12}",
                description = "Partitions of each topic; for the raw topic they can never be changed"
                        + " (default: CONTRACTS_PARTITIONS, else 12).")
        private int partitions;

        @Option(
                names = "--replication-factor",
                paramLabel = "N",
                defaultValue = "${env:CONTRACTS_REPLICATION_FACTOR:-3}",
                description = "Replicas of each partition (default: CONTRACTS_REPLICATION_FACTOR, else 3).")
        private int replication;

        @Option(
                names = "--topics-config",
                paramLabel = "FILE",
                description = "YAML file with configuration by a topic's short name, such as raw: retention.ms:"
                        + " 2592000000. New topics get it; of existing topics, values are raised only"
                        + " (default: ADJOURN_TOPICS_CONFIG_FILE).")
        @Nullable
        private Path topicsConfig;

        @Option(
                names = "--wait",
                paramLabel = "DURATION",
                converter = DurationConverter.class,
                defaultValue = "0s",
                description = "How long to wait for Kafka or the registry to become available, such as"
                        + " 90s or 5m (default: do not wait).")
        private Duration wait = Duration.ZERO;

        @Option(
                names = "--unreleased",
                defaultValue = "${env:CONTRACTS_UNRELEASED:-false}",
                description = "Accept schemas that no release has, for development: a registry keeps them for good,"
                        + " and the next release may have others (default: CONTRACTS_UNRELEASED, else false).")
        private boolean unreleased;

        @Spec(Spec.Target.MIXEE)
        @SuppressWarnings("NullAway.Init") // set by picocli
        private CommandSpec command;

        Cluster cluster() {
            refuseUnreleased();
            return connection.answering(wait);
        }

        private void refuseUnreleased() {
            List<String> records = Provisioning.unreleased();
            if (!unreleased && !records.isEmpty()) {
                throw new BadConfigurationException("this build has schemas that no release has ("
                        + String.join(", ", records)
                        + "): use a release, or, where nobody else reads the registry, --unreleased"
                        + " (CONTRACTS_UNRELEASED=true)");
            }
        }

        Layout layout(boolean takeOver, boolean shorten) throws InvalidSourcesException {
            String byDefault = System.getenv("ADJOURN_TOPICS_CONFIG_FILE");
            Path file = topicsConfig == null && byDefault != null ? Path.of(byDefault) : topicsConfig;
            Map<String, Map<String, String>> configuration = file == null ? Map.of() : TopicConfigFile.read(file);
            try {
                return new Layout(partitions, replication, configuration, takeOver, shorten);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
            }
        }

        /** Every run continues where the last one stopped. */
        <T> T patiently(Supplier<T> run) {
            long end = System.nanoTime() + wait.toNanos();
            while (true) {
                try {
                    return run.get();
                } catch (ProvisioningException e) {
                    if (!e.mayPass() || System.nanoTime() > end) {
                        throw e;
                    }
                    command.commandLine().getOut().println("waiting: " + e.getMessage());
                }
                ClusterAccess.pause();
            }
        }
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            header = "Create missing topics, raise settings that are too low, register the schemas.",
            description = {
                "Claims the topics for this installation (ADJOURN_INSTALLATION) and refuses those of another.",
                "Idempotent: a second run changes nothing. Never deletes anything, never adds partitions, and lowers or shortens a setting only with"
                        + " --shorten; settings of existing topics that differ from the catalogue are the"
                        + " operator's, and are printed.",
                EXIT_CODES
            })
    int apply(
            @Mixin Asked asked,
            @Option(names = "--take-over", description = TAKE_OVER) boolean takeOver,
            @Option(names = "--shorten", description = SHORTEN) boolean shorten,
            @Option(names = "--dry-run", description = "The same as diff: print what would be done; change nothing.")
                    boolean dryRun)
            throws InvalidSourcesException {
        if (dryRun) {
            return diff(asked, takeOver, shorten);
        }
        Layout layout = asked.layout(takeOver, shorten);
        Cluster cluster = asked.cluster();
        Report report = asked.patiently(() -> Provisioning.apply(cluster, layout));
        report.steps().forEach(out()::println);
        printRemarks(report);
        out().println(changes(report) + " done, " + unchanged(report));
        return 0;
    }

    @Command(
            header = "Print what apply would do, and change nothing.",
            description = {
                "Asks the registry of each schema whether it would be compatible. What apply refuses, it refuses.",
                EXIT_CODES
            })
    int diff(
            @Mixin Asked asked,
            @Option(names = "--take-over", description = TAKE_OVER) boolean takeOver,
            @Option(names = "--shorten", description = SHORTEN) boolean shorten)
            throws InvalidSourcesException {
        Layout layout = asked.layout(takeOver, shorten);
        Cluster cluster = asked.cluster();
        Report report = asked.patiently(() -> Provisioning.plan(cluster, layout));
        report.steps().forEach(step -> out().println(step.changed() ? "would be: " + step : step));
        printRemarks(report);
        out().println("nothing was changed: " + changes(report) + " changes to be made, " + unchanged(report));
        return report.changed() ? DIFFERENT : 0;
    }

    @Command(
            header = "Compare topics, owners and schemas with this release, and name each difference.",
            description = {
                "For CI and for operators. Names what apply would change, and what it would leave alone or refuse: partitions,"
                        + " settings, topics of another installation, missing or other schemas, and the compatibility of each"
                        + " subject. Changes nothing. What is set on purpose is no difference once --topics-config has it.",
                EXIT_CODES
            })
    int check(@Mixin Asked asked) throws InvalidSourcesException {
        Layout layout = asked.layout(false, false);
        Cluster cluster = asked.cluster();
        List<String> differences = asked.patiently(() -> Provisioning.check(cluster, layout));
        differences.forEach(difference -> out().println("differs: " + difference));
        out().println(differences.isEmpty() ? "no differences" : "differences: " + differences.size());
        return differences.isEmpty() ? 0 : DIFFERENT;
    }

    private void printRemarks(Report report) {
        report.differences().forEach(difference -> out().println("left as it is: " + difference));
        report.warnings().forEach(warning -> out().println("WARNING: " + warning));
    }

    private static long changes(Report report) {
        return report.steps().stream().filter(ProvisioningStep::changed).count();
    }

    private static String unchanged(Report report) {
        return (report.steps().size() - changes(report)) + " unchanged";
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
