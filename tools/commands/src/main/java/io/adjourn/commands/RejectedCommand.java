package io.adjourn.commands;

import io.adjourn.commands.rejected.RawTopic;
import io.adjourn.commands.rejected.Reject;
import io.adjourn.commands.rejected.RejectId;
import io.adjourn.commands.rejected.RejectedTopic;
import io.adjourn.commands.rejected.RejectedTopic.Entry;
import io.adjourn.commands.rejected.ReplayPlan;
import io.adjourn.commands.rejected.ReplayRecord;
import io.adjourn.config.CannotStartException;
import io.adjourn.contracts.Cluster;
import io.adjourn.contracts.Topic;
import io.adjourn.vendors.Vendors;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.ProducerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "rejected",
        header = "Dead letters: list, show and replay deliveries that could not be read.",
        synopsisSubcommandLabel = "COMMAND")
final class RejectedCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(out());
    }

    @Command(
            header = "List rejects, one per line, then the number of rejects per reason.",
            description = {
                "Columns: ID, time, reason, source, vendor, key, step, size of the body, \"again\" if it is the"
                        + " reject of a replay, and what is wrong.",
                "Uses no consumer group and commits no offsets."
            })
    void list(@Mixin ClusterAccess connection, @Mixin RejectOptions options) {
        Cluster cluster = connection.answering();
        try (var topic = RejectedTopic.open(cluster)) {
            new RejectList(topic.select(options.filter()), options.limit())
                    .lines()
                    .forEach(out()::println);
        }
    }

    @Command(
            header = "Show everything about one reject.",
            description = "Of a body that is not text, the first bytes are shown in hex.")
    void show(
            @Parameters(paramLabel = "ID", converter = RejectIdConverter.class, description = "The ID from the list.")
                    RejectId id,
            @Mixin ClusterAccess connection,
            @Option(
                            names = "--reveal",
                            description = "Show complete links. Without this option, the part after the question"
                                    + " mark, often a credential, is hidden.")
                    boolean reveal,
            @Option(names = "--raw", description = "Print only the exact bytes of the body, with complete links.")
                    boolean raw) {
        Cluster cluster = connection.answering();
        try (var topic = RejectedTopic.open(cluster)) {
            Entry entry = topic.find(id)
                    .orElseThrow(() -> new CannotStartException(
                            "no reject " + id + " at " + cluster.bootstrapServers() + ": see ./adjourn rejected list"));
            if (raw) {
                write(entry);
            } else {
                new RejectPage(entry, reveal ? UnaryOperator.identity() : LinkMask::mask)
                        .lines()
                        .forEach(out()::println);
            }
        }
    }

    @Command(
            header = "Send rejected deliveries back to the raw topic to be processed again.",
            description = {
                "Prints what it would send, and sends it with --execute. It sends the original bytes of the"
                        + " delivery, with the original headers and an additional header adjourn-replay-of that names the"
                        + " reject. The key is the one that this version derives from the body: the same as before, unless"
                        + " the fix changed the key.",
                "A second run sends nothing twice: the command looks for earlier replays in the raw topic first."
                        + " Also, deliveries that are processed twice count once."
            })
    void replay(
            @Mixin ClusterAccess connection,
            @Mixin RejectOptions options,
            @Option(names = "--execute", description = "Send them (default: only print what would be sent).")
                    boolean execute,
            @Option(
                            names = "--again",
                            description = "Also replay rejects of earlier replays (default: skip them, because a"
                                    + " replay did not help).")
                    boolean again) {
        Cluster cluster = connection.answering();
        try (var topic = RejectedTopic.open(cluster)) {
            List<Reject> selected = topic.select(options.filter());
            var raw = new RawTopic(cluster);
            Set<RejectId> replayed = selected.isEmpty()
                    ? Set.of()
                    : raw.replayedSince(selected.getFirst().time());
            ReplayPlan plan = ReplayPlan.of(selected, replayed, again, options.limit());
            if (execute) {
                send(plan, topic, raw);
            } else {
                plan.toSend().forEach(reject -> say("would send", reject, recordOf(reject, topic, raw.topic())));
            }
            summarize(plan, execute);
        }
    }

    private void send(ReplayPlan plan, RejectedTopic topic, RawTopic raw) {
        try (var sender = raw.sender()) {
            for (Reject reject : plan.toSend()) {
                var record = recordOf(reject, topic, raw.topic());
                sender.send(record);
                say("sent", reject, record);
            }
        }
    }

    private void say(String what, Reject reject, ProducerRecord<String, byte[]> record) {
        String key = record.key();
        String was = key.equals(reject.key()) ? "" : ", which was " + reject.key();
        out().println(what + " " + reject.id() + " (" + reject.reason() + ") as " + key + was);
    }

    private void summarize(ReplayPlan plan, boolean executed) {
        PrintWriter out = out();
        out.println((executed ? "sent: " : "to send: ") + plan.toSend().size());
        if (!plan.back().isEmpty()) {
            out.println("skipped, replayed before: " + plan.back().size());
        }
        if (!plan.again().isEmpty()) {
            out.println(
                    "skipped, rejected again after a replay: " + plan.again().size() + " (--again sends them too)");
        }
        if (!executed && !plan.toSend().isEmpty()) {
            out.println("Nothing was sent: add --execute to send.");
        }
    }

    private static ProducerRecord<String, byte[]> recordOf(Reject reject, RejectedTopic topic, Topic raw) {
        return topic.find(reject.id())
                .map(entry -> ReplayRecord.of(entry, Vendors.KNOWN, raw))
                .orElseThrow(() -> new CannotStartException("the reject " + reject.id()
                        + " has just expired from the topic: run the command again for the remaining ones"));
    }

    private static void write(Entry entry) {
        try {
            Channels.newChannel(System.out).write(entry.delivery().getBody().duplicate());
            System.out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to standard output", e);
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
