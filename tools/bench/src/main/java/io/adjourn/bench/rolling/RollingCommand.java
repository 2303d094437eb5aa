package io.adjourn.bench.rolling;

import io.adjourn.commands.Logs;
import io.adjourn.config.CannotStartException;
import io.adjourn.config.InvalidSourcesException;
import io.adjourn.config.SourcesFile;
import io.adjourn.contracts.Cluster;
import io.adjourn.contracts.Provisioning;
import io.adjourn.contracts.Provisioning.Layout;
import io.adjourn.localstack.DataDirectory;
import io.adjourn.localstack.LocalKafka;
import io.adjourn.localstack.LocalRegistry;
import io.adjourn.localstack.Port;
import io.adjourn.simulator.DemoSources;
import io.adjourn.simulator.Target;
import io.adjourn.vendors.Vendors;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "rolling",
        header = "Measure how long events wait while streams is restarted under load.",
        description = {
            "Two instances with static membership, restarted one after the other as a StatefulSet does, then one that",
            "crashes. Exit code 0 if nothing is lost and nothing is published twice. About three minutes."
        })
public final class RollingCommand implements Callable<Integer> {
    private static final Layout LAYOUT = new Layout(4, 1);
    private static final Duration SETTLE = Duration.ofSeconds(10);
    private static final Duration PHASE = Duration.ofSeconds(15);
    private static final Duration GOAL = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int SCHEMAS_CACHED = 100;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "100",
            description = "Deliveries per second (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--standby",
            paramLabel = "N",
            defaultValue = "1",
            description = "Standby replicas: STREAMS_STANDBY_REPLICAS (default: ${DEFAULT-VALUE}).")
    private int standby;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** The parts on this machine that streams needs. */
    private record Surroundings(String bootstrapServers, String registryUrl, Path sources) {}

    @Override
    public Integer call() throws Exception {
        try (var data = DataDirectory.temporary()) {
            Logs.to(data.log("kafka"));
            try (var registry = LocalRegistry.start(Port.free(), data.directory("registry"), data.log("registry"));
                    var kafka = LocalKafka.start(Port.free(), data.directory("kafka"))) {
                registry.awaitReady();
                Provisioning.apply(Cluster.at(kafka.bootstrapServers(), registry.url()), LAYOUT);
                Path sources = DemoSources.write(data.path(), SETTLE, SETTLE);
                return measured(new Surroundings(kafka.bootstrapServers(), registry.url(), sources));
            }
        }
    }

    private int measured(Surroundings around) throws Exception {
        try (Instance zero = instance("streams-0", around);
                Instance one = instance("streams-1", around)) {
            zero.awaitReady();
            one.awaitReady();
            try (var sightings = new LatencyProbe(
                            around.bootstrapServers(),
                            new CachedSchemaRegistryClient(around.registryUrl(), SCHEMAS_CACHED));
                    var deliveries = new SteadyDeliveries(around.bootstrapServers(), targets(around), rate)) {
                return measured(List.of(one, zero), deliveries, sightings);
            }
        }
    }

    private int measured(List<Instance> highestFirst, SteadyDeliveries deliveries, LatencyProbe sightings)
            throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Runnable nothing = () -> {};
        pass(nothing, deliveries, sightings); // The state's copies come up to date, and code gets warm.
        out.printf(
                Locale.ROOT,
                "%-38s %10s %9s %9s %9s%n",
                "ms from receipt to being seen, " + rate + "/s",
                "events",
                "p50",
                "p99",
                "longest");
        report("undisturbed", deliveries, sightings, nothing, "");
        for (Instance instance : highestFirst) {
            report(instance + " is stopped and started", deliveries, sightings, instance::roll, goal());
        }
        report(
                highestFirst.getFirst() + " crashes and is started",
                deliveries,
                sightings,
                highestFirst.getFirst()::crash,
                "");
        deliveries.close();
        return verdict(deliveries, sightings, out);
    }

    /**
     * What is done takes as long as it takes; then comes a while of what it leaves behind. Returns how long each event waited that was
     * received meanwhile, once all of them are seen.
     */
    private static List<Duration> pass(Runnable disturbance, SteadyDeliveries deliveries, LatencyProbe sightings)
            throws InterruptedException {
        Instant begin = Instant.now();
        disturbance.run();
        TimeUnit.NANOSECONDS.sleep(PHASE.toNanos());
        Instant end = Instant.now();
        Set<SteadyDeliveries.Place> stored = Set.copyOf(deliveries.stored());
        within(PATIENCE, () -> sightings.haveSeen(stored));
        return sightings.waits(begin, end);
    }

    private void report(
            String what, SteadyDeliveries deliveries, LatencyProbe sightings, Runnable disturbance, String goal)
            throws InterruptedException {
        List<Duration> waits = pass(disturbance, deliveries, sightings);
        if (waits.isEmpty()) {
            throw new CannotStartException("no events for stored deliveries within " + PATIENCE.toSeconds()
                    + " s: this machine is too busy to measure anything");
        }
        long longest = waits.getLast().toMillis();
        String comment = goal.isEmpty() ? "" : goal + (longest < GOAL.toMillis() ? "met" : "missed");
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "%-38s %10d %9d %9d %9d%s%n",
                        what,
                        waits.size(),
                        percentile(waits, 50).toMillis(),
                        percentile(waits, 99).toMillis(),
                        longest,
                        comment);
    }

    private String goal() {
        return standby == 0 ? "" : "   goal " + GOAL.toSeconds() + " s: ";
    }

    private static Duration percentile(List<Duration> sorted, int percent) {
        return sorted.get((sorted.size() - 1) * percent / 100);
    }

    private static int verdict(SteadyDeliveries deliveries, LatencyProbe sightings, PrintWriter out) {
        boolean allSeen = within(PATIENCE, () -> sightings.haveSeen(deliveries.stored()));
        List<String> faults = sightings.faults();
        out.printf(
                Locale.ROOT,
                "%d deliveries stored: %s, %s%n",
                deliveries.stored().size(),
                allSeen ? "all seen" : "NOT ALL SEEN",
                faults.isEmpty() ? "nothing sent twice" : faults.size() + " SENT TWICE");
        faults.stream().limit(10).forEach(out::println);
        return allSeen && faults.isEmpty() ? 0 : 1;
    }

    private static boolean within(Duration patience, BooleanSupplier condition) {
        long giveUp = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < giveUp) {
            try {
                TimeUnit.MILLISECONDS.sleep(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return condition.getAsBoolean();
    }

    private Instance instance(String name, Surroundings around) {
        return new Instance(
                name,
                around.bootstrapServers(),
                around.registryUrl(),
                Map.of(
                        "ADJOURN_SOURCES", around.sources().toString(),
                        "STREAMS_INSTANCE_ID", name,
                        "STREAMS_STANDBY_REPLICAS", Integer.toString(standby)));
    }

    private static List<Target> targets(Surroundings around) throws InvalidSourcesException {
        return Target.of(SourcesFile.read(around.sources(), Vendors.KNOWN, Map.of()), URI.create("http://localhost"));
    }
}
