package io.adjourn.commands;

import com.fasterxml.jackson.databind.JsonNode;
import io.adjourn.commands.state.StateChangelog;
import io.adjourn.commands.state.StateChangelog.Found;
import io.adjourn.commands.state.StoredState;
import io.adjourn.commands.state.StoredState.Damaged;
import io.adjourn.commands.state.StoredState.Decoded;
import io.adjourn.commands.state.StoredState.OfRelease01;
import io.adjourn.commands.state.StoredState.OfUnknownSchema;
import io.adjourn.config.CannotStartException;
import io.adjourn.contracts.Cluster;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "state",
        header = "Inspect the state that streams keeps of a meeting.",
        synopsisSubcommandLabel = "COMMAND")
final class StateCommand implements Runnable {
    private static final String RUNBOOK = "docs/runbooks/state-unreadable.md";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            header = "Print the state of one meeting as JSON.",
            description = {
                "Reads the changelog of the meetings' store: the whole partition of the key, without a consumer"
                        + " group, committed records only. Streams need not run. The state is decoded with the schema that"
                        + " wrote it, which is stored in the same partition, so states of newer builds are shown as well.",
                "Exit code 1 and one line if there is no such meeting, or its state cannot be decoded."
            })
    void show(
            @Parameters(paramLabel = "KEY", description = "The meeting's key, SOURCE/SESSION, such as acme/16.")
                    String key,
            @Mixin ClusterAccess connection,
            @Mixin ApplicationOption application,
            @Option(
                            names = "--reveal",
                            description = "Show complete links. Without this option, the part after the question"
                                    + " mark, often a credential, is hidden.")
                    boolean reveal) {
        Cluster cluster = connection.answering();
        try (var changelog = StateChangelog.open(cluster, application.id(cluster))) {
            var reading = new LongReading(spec.commandLine().getErr());
            var json = new RecordJson(reveal ? UnaryOperator.identity() : LinkMask::mask);
            spec.commandLine()
                    .getOut()
                    .println(shown(key, changelog.find(key, reading::going), json)
                            .toPrettyString());
        }
    }

    /** @throws CannotStartException if there is nothing to show; it says why */
    static JsonNode shown(String key, Found found, RecordJson json) {
        ConsumerRecord<String, byte[]> latest = found.latest();
        if (latest == null) {
            throw new CannotStartException("there is no state of " + key + ": partition " + found.partition() + " of "
                    + found.topic() + " has no such key. The meeting was never opened, or was deleted long ago;"
                    + " keys have the form SOURCE/SESSION, as ./adjourn watch shows them");
        }
        if (latest.value() == null) {
            throw new CannotStartException("there is no state of " + key + " any more: it was deleted at "
                    + Instant.ofEpochMilli(latest.timestamp()) + ", by the tombstone at " + place(found, latest));
        }
        String about = key + " (" + latest.value().length + " bytes at " + place(found, latest) + ")";
        return switch (StoredState.of(latest.value(), found.schemas())) {
            case Decoded(var fingerprint, var state) -> json.state(latest, fingerprint, state);
            case OfRelease01() ->
                throw new CannotStartException(
                        "the state of " + about + " is in the format of release 0.1.0, which only streams can read:"
                                + " it can be shown after a later release has processed another event of the meeting");
            case OfUnknownSchema(var fingerprint) ->
                throw new CannotStartException("the state of " + about + " was written with schema " + fingerprint
                        + ", but no intact copy of that schema is stored beside it: see " + RUNBOOK);
            case Damaged(var why) ->
                throw new CannotStartException("the state of " + about + " " + why + ": see " + RUNBOOK);
        };
    }

    private static String place(Found found, ConsumerRecord<?, ?> record) {
        return found.topic() + ", partition " + record.partition() + ", offset " + record.offset();
    }
}
