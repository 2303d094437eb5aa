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
        header = "Dead letters: what could not be read, why, and its way back.",
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
            header = "List rejects, a line each, then how many there are of which reason.",
            description = {
                "The columns: id, time, reason, source, vendor, key, step, size of the body, \"again\" where it is the"
                        + " reject of a replay, and what is wrong.",
                "Reads in no group and commits nothing."
            })
    void list(@Mixin Connection connection, @Mixin RejectOptions options) {
        Cluster cluster = connection.answering();
        try (var topic = RejectedTopic.open(cluster)) {
            new RejectList(topic.select(options.filter()), options.limit())
                    .lines()
                    .forEach(out()::println);
        }
    }

    @Command(
            header = "Show all there is of a reject.",
            description = "A body that is not text is shown in hex, its first bytes only.")
    void show(
            @Parameters(paramLabel = "ID", converter = RejectIdConverter.class, description = "As the list has it.")
                    RejectId id,
            @Mixin Connection connection,
            @Option(
                            names = "--reveal",
                            description = "Show links whole; without it what follows their question mark, often a"
                                    + " credential, is hidden.")
                    boolean reveal,
            @Option(names = "--raw", description = "The body's exact bytes and nothing else, links and all.")
                    boolean raw) {
        Cluster cluster = connection.answering();
        try (var topic = RejectedTopic.open(cluster)) {
            Entry entry = topic.find(id)
                    .orElseThrow(() -> new CannotStartException(
                            "there is no reject " + id + " at " + cluster.bootstrapServers() + ": see the list"));
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
            header = "Send rejected deliveries back to the raw topic, to be read again.",
            description = {
                "Says what it would send; sends it with --execute. What is sent are the delivery's own bytes, with the"
                        + " headers it had and one more, adjourn-replay-of, that names the reject. It is keyed as this"
                        + " version reads the body: the key it had, unless the mend is about the key.",
                "Run again, it sends nothing twice: it looks for replays in the raw topic first. And what is read twice"
                        + " counts once."
            })
    void replay(
            @Mixin Connection connection,
            @Mixin RejectOptions options,
            @Option(names = "--execute", description = "Send them (default: only say what would be sent).")
                    boolean execute,
            @Option(
                            names = "--again",
                            description = "Also those that are rejects of replays (default: a replay did not help them,"
                                    + " and they are left alone).")
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
                plan.toSend().forEach(reject -> say("would send", reject, recordOf(reject, topic)));
            }
            summarize(plan, execute);
        }
    }

    private void send(ReplayPlan plan, RejectedTopic topic, RawTopic raw) {
        try (var sender = raw.sender()) {
            for (Reject reject : plan.toSend()) {
                var record = recordOf(reject, topic);
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
            out.println("left alone, replayed before: " + plan.back().size());
        }
        if (!plan.again().isEmpty()) {
            out.println(
                    "left alone, rejected again after a replay: " + plan.again().size() + " (--again sends them too)");
        }
        if (!executed && !plan.toSend().isEmpty()) {
            out.println("Nothing was sent: add --execute to send.");
        }
    }

    private static ProducerRecord<String, byte[]> recordOf(Reject reject, RejectedTopic topic) {
        return topic.find(reject.id())
                .map(entry -> ReplayRecord.of(entry, Vendors.KNOWN))
                .orElseThrow(() -> new CannotStartException("the reject " + reject.id()
                        + " has just left the topic, as old ones do: run it again for what is left"));
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
