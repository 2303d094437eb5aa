package io.adjourn.commands;

import io.adjourn.commands.cutover.CutOver;
import io.adjourn.contracts.Cluster;
import java.io.PrintWriter;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "cut-over",
        header = "Fill a new generation of topics from the one before, and open it.",
        description = {
            "For more partitions. ADJOURN_TOPICS_GENERATION is the new generation, whose topics `contracts apply` has"
                    + " created. Gateways of the new generation spool deliveries until it is open; those of the old one"
                    + " must have stopped. Without --execute, only prints what it would do.",
            "Copies all deliveries with their times, and the last record of each meeting; makes the state of streams"
                    + " from these records; then opens the raw topic. Streams reads all deliveries again, publishes"
                    + " events with their old IDs, and continues each meeting's revisions. Nothing of the old"
                    + " generation is changed.",
            "If the command is interrupted, run it again: the new generation stays closed until it has finished."
        })
final class CutOverCommand implements Runnable {

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ClusterAccess connection;

    @Option(
            names = "--quiet",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            defaultValue = "10s",
            description =
                    "How long no gateway may have written to the old generation before it is taken to be complete;"
                            + " longer than GATEWAY_WATERMARK_INTERVAL (default: ${DEFAULT-VALUE}).")
    private Duration quiet = Duration.ofSeconds(10);

    @Option(names = "--execute", description = "Do it (default: only print what would be done).")
    private boolean execute;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        Cluster cluster = connection.answering();
        try (Admin kafka = cluster.admin()) {
            CutOver cutOver = CutOver.of(kafka, cluster);
            cutOver.plan().forEach(line -> out.println(execute ? line : "would " + line));
            if (!execute) {
                out.println("Nothing was changed: add --execute to cut over.");
                return;
            }
            var reading = new LongReading(spec.commandLine().getErr());
            cutOver.execute(quiet, reading::going, out::println);
        }
    }
}
