package io.adjourn.bench.inspector;

import io.adjourn.bench.inspector.KnownMeeting.Way;
import io.adjourn.bench.stack.GarbageCollection;
import io.adjourn.bench.stack.Progress;
import io.adjourn.bench.stack.RawTopicFiller;
import io.adjourn.bench.stack.SimulatedDeliveries;
import io.adjourn.bench.stack.SimulatedDeliveries.Bodies;
import io.adjourn.bench.stack.Stack;
import io.adjourn.bench.stack.Streams;
import io.adjourn.bench.streams.ConsumptionRate;
import io.adjourn.bench.streams.ConsumptionRate.Pace;
import io.adjourn.commands.Logs;
import io.adjourn.localstack.LocalInspector;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.ProducerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "inspector",
        header =
                "Measure the inspector: how fast it indexes beside streams, the index's size, and how long answers take.",
        description = {
            "Streams reads deliveries and writes its topics; then an inspector with a heap of 512 MiB builds its index from"
                    + " all topics, and is asked for meetings by one client, over HTTP. Says how each figure stands to its limit.",
            "",
            "--deliveries 4500000 makes more than 10,000,000 records, for which the limits are: some twenty minutes on two"
                    + " cores that do nothing else."
        })
public final class InspectorCommand implements Callable<Integer> {
    private static final long SEED = 7;
    private static final int PARTITIONS = 2;
    private static final double MOST_BYTES = 400;
    private static final double LOOKUP_MILLIS = 50;
    private static final double SEARCH_MILLIS = 300;
    private static final double VISIBLE_MILLIS = 1_000;
    private static final int LOOKED_FOR = 100;
    private static final double PERCENTILE = 99;
    private static final double MIB = 1024 * 1024;
    private static final double HEAP_MIB = 512;

    @Option(
            names = "--deliveries",
            paramLabel = "N",
            defaultValue = "400000",
            description = "Number of deliveries; about twice as many records are indexed (default: ${DEFAULT-VALUE}).")
    private long deliveries;

    @Option(
            names = "--lookups",
            paramLabel = "N",
            defaultValue = "2000",
            description =
                    "How often the inspector is asked for a meeting, by each of its keys (default: ${DEFAULT-VALUE}).")
    private int lookups;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Logs.off();
        PrintWriter out = spec.commandLine().getOut();
        var progress = new Progress(System.err);
        try (var stack = Stack.start(PARTITIONS)) {
            long total;
            try (var topic = new RawTopicFiller(stack.bootstrapServers())) {
                total = new SimulatedDeliveries(stack.sources(), SEED).mixed(deliveries, Bodies.USUAL, topic::put);
            }
            Pace streams = streams(stack, total, progress);
            try (LocalInspector inspector = stack.inspector()) {
                ConsumptionRate indexing = Indexing.watch(inspector, progress);
                Pace pace = indexing.steady();
                double perDelivery = (double) indexing.total() / total;
                var answers = new Answers(inspector.url(), SEED);
                print(out, "indexing, deliveries/s", pace.rate() / perDelivery, streams.rate(), "of streams");
                print(out, "processor, µs/delivery", pace.micros() * perDelivery, streams.micros(), "of streams");
                print(
                        out,
                        "index, bytes/record",
                        answers.bytesOfIndex() / indexing.total(),
                        MOST_BYTES,
                        "of the limit");
                print(out, "heap after collection, MiB", heapInUse(inspector) / MIB, HEAP_MIB, "of the limit");
                progress.done("asking");
                List<String> seldom = ask(out, answers);
                print(out, "visible, p99 ms", visible(stack, answers), VISIBLE_MILLIS, "of the limit");
                print(out, "heap at the end, MiB", heapInUse(inspector) / MIB, HEAP_MIB, "of the limit");
                out.printf(
                        Locale.ROOT,
                        "%n%d deliveries, %d records indexed at %.0f/s; seldom met: %s%n",
                        total,
                        indexing.total(),
                        pace.rate(),
                        String.join(", ", seldom));
            }
        }
        return 0;
    }

    /** Asks for what people look for, and says which filters seldom meet. */
    private List<String> ask(PrintWriter out, Answers answers) {
        List<KnownMeeting> meetings = answers.meetings();
        for (Way way : Way.values()) {
            answers.lookups(meetings, way, lookups)
                    .ifPresent(millis -> print(out, way.title() + ", p99 ms", millis, LOOKUP_MILLIS, "of the limit"));
        }
        int searches = Math.max(1, lookups / 4);
        print(out, "first page, p99 ms", answers.searches(searches), SEARCH_MILLIS, "of the limit");
        List<String> seldom =
                SeldomMet.pairs(meetings.stream().map(KnownMeeting::filters).toList());
        if (!seldom.isEmpty()) {
            double millis = answers.searches(seldom, searches);
            print(out, "two that seldom meet, p99 ms", millis, SEARCH_MILLIS, "of the limit");
        }
        return seldom;
    }

    /** Of deliveries that come one after the other: from when Kafka has one until the inspector shows its meeting. */
    private static double visible(Stack stack, Answers answers) {
        var openings = new SimulatedDeliveries(stack.sources(), SEED).openings(Instant.now());
        var took = new Histogram(3);
        for (int number = 0; number < LOOKED_FOR; number++) {
            ProducerRecord<String, byte[]> delivery = openings.apply(number);
            try (var topic = new RawTopicFiller(stack.bootstrapServers())) {
                topic.put(delivery);
            }
            took.recordValue(Math.round(answers.untilVisible(delivery.key())));
        }
        return took.getValueAtPercentile(PERCENTILE);
    }

    /** How fast it reads, once it is warm. */
    private static Pace streams(Stack stack, long total, Progress progress) {
        try (var admin = stack.admin();
                Streams streams = stack.streams(Map.of("STREAMS_THREADS", Integer.toString(PARTITIONS)))) {
            return ConsumptionRate.watch(
                            admin, streams.group(), total, streams.process(), left -> progress.going("streams", left))
                    .steady();
        }
    }

    private static void print(PrintWriter out, String what, double figure, double limit, String of) {
        out.printf(Locale.ROOT, "%-36s %10.1f %8.2f %s%n", what, figure, figure / limit, of);
    }

    /** In bytes, once what nobody needs any more was thrown away. */
    private static double heapInUse(LocalInspector inspector) {
        GarbageCollection.in(inspector.id());
        return inspector.metrics().sum("jvm_memory_used_bytes", "area=\"heap\"");
    }
}
