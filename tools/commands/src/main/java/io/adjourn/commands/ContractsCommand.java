package io.adjourn.commands;

import io.adjourn.config.InvalidSourcesException;
import io.adjourn.config.TopicConfigFile;
import io.adjourn.contracts.Cluster;
import io.adjourn.contracts.Provisioning;
import io.adjourn.contracts.Provisioning.Layout;
import io.adjourn.contracts.Provisioning.Report;
import io.adjourn.contracts.ProvisioningException;
import io.adjourn.contracts.Step;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "contracts", header = "Create and check topics and schemas.", synopsisSubcommandLabel = "COMMAND")
final class ContractsCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            header = "Create missing topics, raise settings that are too low, register the schemas.",
            description = {
                "Claims the topics for this installation (ADJOURN_INSTALLATION) and refuses those of another.",
                "Idempotent: a second run changes nothing. Never deletes anything, never lowers or shortens a setting, and"
                        + " never adds partitions; settings of existing topics that differ from the catalogue are the"
                        + " operator's, and are printed.",
                "Exit codes: 0 everything is in place; 1 Kafka or the registry is unavailable, try again; 2"
                        + " something must be changed first, and one line says what."
            })
    void apply(
            @Mixin Connection connection,
            @Option(
                            names = "--partitions",
                            paramLabel = "N",
                            defaultValue = "${env:CONTRACTS_PARTITIONS:-12}",
                            description = "Partitions of each topic; for the raw topic they can never be changed"
                                    + " (default: CONTRACTS_PARTITIONS, else 12).")
                    int partitions,
            @Option(
                            names = "--replication-factor",
                            paramLabel = "N",
                            defaultValue = "${env:CONTRACTS_REPLICATION_FACTOR:-3}",
                            description = "Replicas of each partition (default: CONTRACTS_REPLICATION_FACTOR, else 3).")
                    int replication,
            @Option(
                            names = "--topics-config",
                            paramLabel = "FILE",
                            description =
                                    "YAML file with configuration by a topic's short name, such as raw: retention.ms:"
                                            + " 2592000000. New topics get it; of existing topics, values are raised only"
                                            + " (default: ADJOURN_TOPICS_CONFIG_FILE).")
                    @Nullable
                    Path topicsConfig,
            @Option(
                            names = "--wait",
                            paramLabel = "DURATION",
                            converter = DurationConverter.class,
                            defaultValue = "0s",
                            description = "How long to wait for Kafka or the registry to become available, such as"
                                    + " 90s or 5m (default: do not wait).")
                    Duration wait,
            @Option(
                            names = "--take-over",
                            description = "Take the topics from the installation that has claimed them. Stop that one"
                                    + " first: at its next start it is refused.")
                    boolean takeOver,
            @Option(names = "--dry-run", description = "Print what would be done; change nothing.") boolean dryRun)
            throws InvalidSourcesException {
        Layout layout = layout(partitions, replication, topicsConfig, takeOver);
        long end = System.nanoTime() + wait.toNanos();
        tell(patiently(connection.answering(wait), layout, dryRun, end), dryRun);
    }

    private Layout layout(int partitions, int replication, @Nullable Path topicsConfig, boolean takeOver)
            throws InvalidSourcesException {
        String byDefault = System.getenv("ADJOURN_TOPICS_CONFIG_FILE");
        Path file = topicsConfig == null && byDefault != null ? Path.of(byDefault) : topicsConfig;
        Map<String, Map<String, String>> configuration = file == null ? Map.of() : TopicConfigFile.read(file);
        try {
            return new Layout(partitions, replication, configuration, takeOver);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.subcommands().get("apply"), String.valueOf(e.getMessage()), e);
        }
    }

    /** Every run continues where the last one stopped. */
    private Report patiently(Cluster cluster, Layout layout, boolean dryRun, long end) {
        while (true) {
            try {
                return dryRun ? Provisioning.plan(cluster, layout) : Provisioning.apply(cluster, layout);
            } catch (ProvisioningException e) {
                if (!e.mayPass() || System.nanoTime() > end) {
                    throw e;
                }
                out().println("waiting: " + e.getMessage());
            }
            Connection.pause();
        }
    }

    private void tell(Report report, boolean dryRun) {
        PrintWriter out = out();
        for (Step step : report.steps()) {
            out.println(dryRun && step.changed() ? "would be: " + step : step);
        }
        report.differences().forEach(difference -> out.println("left as it is: " + difference));
        report.warnings().forEach(warning -> out.println("WARNING: " + warning));
        long changes = report.steps().stream().filter(Step::changed).count();
        String rest = (report.steps().size() - changes) + " unchanged";
        out.println(
                dryRun
                        ? "nothing was changed: " + changes + " changes to be made, " + rest
                        : changes + " done, " + rest);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
