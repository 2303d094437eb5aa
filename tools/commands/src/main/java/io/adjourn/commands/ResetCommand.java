package io.adjourn.commands;

import io.adjourn.commands.state.StreamsMemory;
import io.adjourn.contracts.Cluster;
import java.io.PrintWriter;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "reset",
        header = "Reset the state of streams, so that it reads all deliveries from the beginning.",
        description = {
            "Deletes the changelogs and the offsets of the consumer group, and replaces the state of each meeting"
                    + " by its last record in the completions topic. Without --execute, only prints what it would do."
                    + " Published records stay. Stop streams first and delete its state directories: they do not match the"
                    + " new state.",
            "After a restart, streams reads everything in the raw topic and publishes events with their old IDs."
                    + " Records continue from their last revision in a new epoch. Meetings older than the raw topic stay as"
                    + " they are.",
            "If the command is interrupted, run it again: streams does not start until it has finished."
        })
final class ResetCommand implements Runnable {

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ClusterAccess connection;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ApplicationOption application;

    @Option(names = "--execute", description = "Reset the state (default: only print what would be done).")
    private boolean execute;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        Cluster cluster = connection.answering();
        String id = application.id(cluster);
        try (Admin kafka = cluster.admin()) {
            StreamsMemory memory = StreamsMemory.find(kafka, id);
            String verb = execute ? "deleting " : "would delete ";
            memory.changelogs().stream().sorted().forEach(topic -> out.println(verb + topic));
            if (memory.hasOffsets()) {
                out.println(verb + "the offsets of group " + id);
            }
            if (!execute) {
                out.println("would keep the last record of each meeting");
                out.println("Nothing was deleted: add --execute to reset.");
                return;
            }
            var reading = new LongReading(spec.commandLine().getErr());
            long records = memory.replaceByLastRecords(kafka, cluster, reading::going);
            out.println("State was reset; kept " + records + " last records of "
                    + cluster.topics().completions().name() + ".");
        }
    }
}
