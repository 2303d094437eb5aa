package io.adjourn.commands;

import io.adjourn.commands.state.StreamsMemory;
import io.adjourn.contracts.Cluster;
import io.adjourn.contracts.Topics;
import java.io.PrintWriter;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "reset",
        header = "Make streams forget its state, and read all deliveries from the beginning.",
        description = {
            "Deletes its changelogs and its group's offsets, and puts in the place of each meeting's state its last record of"
                    + " meetings.completions.v1; says what it would do unless --execute is given. What was published stays. Stop"
                    + " streams first, and delete its state directories: what is left of them does not fit any more.",
            "Started again, streams reads all that meetings.raw.v1 has, and publishes events under their old ids. Records go"
                    + " on from their last revision, in a new epoch; meetings older than the raw topic stay as they are.",
            "Cut short, run it again: until it is done, streams does not start."
        })
final class ResetCommand implements Runnable {

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Connection connection;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ApplicationOption application;

    @Option(names = "--execute", description = "Delete it.")
    private boolean execute;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        Cluster cluster = connection.answering();
        try (Admin kafka = cluster.admin()) {
            StreamsMemory memory = StreamsMemory.find(kafka, application.id());
            String verb = execute ? "deleting " : "would delete ";
            memory.changelogs().stream().sorted().forEach(topic -> out.println(verb + topic));
            if (memory.hasOffsets()) {
                out.println(verb + "the offsets of group " + application.id());
            }
            if (!execute) {
                out.println("would keep the last record of each meeting");
                out.println("Nothing was deleted: say --execute.");
                return;
            }
            var reading = new LongReading(spec.commandLine().getErr());
            long records = memory.replaceByLastRecords(kafka, cluster, reading::going);
            out.println("Streams remembers nothing but " + records + " records of " + Topics.COMPLETIONS.name() + ".");
        }
    }
}
