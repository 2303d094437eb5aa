package io.adjourn.sandbox.cli;

import io.adjourn.contracts.Provisioning;
import io.adjourn.contracts.Provisioning.Layout;
import io.adjourn.contracts.Provisioning.Report;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "contracts", header = "Put topics and schemas in place.", synopsisSubcommandLabel = "COMMAND")
final class ContractsCommand implements Runnable {
    private static final int SCHEMAS_CACHED = 1000;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            header = "Create missing topics, set their configuration, register the schemas.",
            description = "Run again, it changes nothing. Deletes nothing and adds no partitions, ever.")
    void apply(
            @Mixin Connection connection,
            @Option(
                            names = "--partitions",
                            paramLabel = "N",
                            defaultValue = "12",
                            description = "Partitions of each topic; of the raw topic fixed for life (default: 12).")
                    int partitions,
            @Option(
                            names = "--replication-factor",
                            paramLabel = "N",
                            defaultValue = "3",
                            description = "Copies of each partition (default: 3).")
                    int replication) {
        var out = spec.commandLine().getOut();
        connection.mustAnswer();
        try (Admin kafka =
                Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, connection.bootstrapServers()))) {
            var registry = new CachedSchemaRegistryClient(connection.registry(), SCHEMAS_CACHED);
            Report report = Provisioning.apply(kafka, registry, new Layout(partitions, replication));
            report.steps().forEach(out::println);
            report.warnings().forEach(warning -> out.println("WARNING: " + warning));
        }
    }
}
