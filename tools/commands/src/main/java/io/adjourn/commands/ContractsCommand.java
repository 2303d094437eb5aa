package io.adjourn.commands;

import io.adjourn.contracts.Cluster;
import io.adjourn.contracts.Provisioning;
import io.adjourn.contracts.Provisioning.Layout;
import io.adjourn.contracts.Provisioning.Report;
import io.adjourn.contracts.ProvisioningException;
import io.adjourn.contracts.Step;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.PrintWriter;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
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
            header = "Create missing topics, set their configuration, register the schemas.",
            description = {
                "Idempotent: a second run changes nothing. Never deletes anything and never adds partitions.",
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
                            names = "--wait",
                            paramLabel = "DURATION",
                            converter = DurationConverter.class,
                            defaultValue = "0s",
                            description = "How long to wait for Kafka or the registry to become available, such as"
                                    + " 90s or 5m (default: do not wait).")
                    Duration wait,
            @Option(names = "--dry-run", description = "Print what would be done; change nothing.") boolean dryRun) {
        Layout layout = layout(partitions, replication);
        long end = System.nanoTime() + wait.toNanos();
        Cluster cluster = connection.answering(wait);
        SchemaRegistryClient registry = cluster.registry().client();
        try (Admin kafka = cluster.admin()) {
            tell(patiently(kafka, registry, layout, dryRun, end), dryRun);
        }
    }

    private Layout layout(int partitions, int replication) {
        try {
            return new Layout(partitions, replication);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.subcommands().get("apply"), String.valueOf(e.getMessage()), e);
        }
    }

    /** Every run continues where the last one stopped. */
    private Report patiently(Admin kafka, SchemaRegistryClient registry, Layout layout, boolean dryRun, long end) {
        while (true) {
            try {
                return dryRun
                        ? Provisioning.plan(kafka, registry, layout)
                        : Provisioning.apply(kafka, registry, layout);
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
