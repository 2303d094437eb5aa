package io.adjourn.sandbox.cli;

import io.adjourn.sandbox.StreamsMemory;
import java.io.PrintWriter;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "reset",
        header = "Make streams forget all it remembers in Kafka, and read from the beginning.",
        description = {
            "Deletes its changelogs and its group's offsets; says what it would delete unless --execute is given. What"
                    + " was published stays. Stop streams first, and delete its state directories: what is left of"
                    + " them does not fit any more.",
            "Started again, streams reads all that meetings.raw.v1 has, and publishes events under their old ids and"
                    + " records from revision 1 on."
        })
final class ResetCommand implements Runnable {

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Connection connection;

    @Option(
            names = "--application-id",
            paramLabel = "ID",
            defaultValue = "adjourn-streams",
            description = "As streams is told by STREAMS_APPLICATION_ID (default: adjourn-streams).")
    private String applicationId = "";

    @Option(names = "--execute", description = "Delete it.")
    private boolean execute;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        try (Admin kafka = connection.answering().admin()) {
            StreamsMemory memory = StreamsMemory.find(kafka, applicationId);
            if (execute) {
                memory.forget(kafka);
            }
            String verb = execute ? "deleted " : "would delete ";
            memory.changelogs().stream().sorted().forEach(topic -> out.println(verb + topic));
            if (memory.hasOffsets()) {
                out.println(verb + "the offsets of group " + applicationId);
            }
            out.println(execute ? "Streams remembers nothing." : "Nothing was deleted: say --execute.");
        }
    }
}
