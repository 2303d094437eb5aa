package io.adjourn.commands;

import static java.util.stream.Collectors.joining;

import io.adjourn.commands.topics.TopicLog;
import io.adjourn.contracts.Cluster;
import io.adjourn.vendors.Vendor;
import io.adjourn.vendors.Vendors;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "drift",
        header = "List what vendors have changed: events, fields, values and times that this version does not know.",
        description = {
            "Reads the raw topic with the vendors' adapters; streams need not run. One line for each vendor, kind and path:"
                    + " what was seen, in how many deliveries, the first and the last time by Kafka's clock, and the"
                    + " partition and offset of the first such delivery in the raw topic.",
            "Kinds: event, field, value, type, time, dialect; rejected, with the reason, for deliveries that cannot be"
                    + " read at all. A path ends in * where a field's name could be somebody's own text. Texts of customers and"
                    + " participants are never shown.",
            "Uses no consumer group and commits no offsets."
        })
final class DriftCommand implements Runnable {
    @Mixin
    private ClusterAccess connection = new ClusterAccess();

    @Mixin
    private SpanOptions span = new SpanOptions();

    @Option(names = "--vendor", paramLabel = "VENDOR", description = "Only this vendor.")
    private @Nullable String vendor;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        if (vendor != null && Vendors.KNOWN.byId(vendor).isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "there is no vendor " + vendor + ": --vendor is one of "
                            + Vendors.KNOWN.all().stream().map(Vendor::id).collect(joining(", ")));
        }
        Cluster cluster = connection.answering();
        var reading = new LongReading(spec.commandLine().getErr());
        var drift = new Drift(Vendors.KNOWN, vendor, span.source(), span.to());
        try (var raw = TopicLog.open(cluster, cluster.topics().raw())) {
            raw.read(Objects.requireNonNullElse(span.from(), Instant.EPOCH), record -> {
                drift.add(record);
                reading.going(drift.deliveries());
            });
        }
        drift.lines().forEach(spec.commandLine().getOut()::println);
    }
}
