package io.adjourn.bench.inspector;

import io.adjourn.bench.stack.Deliveries;
import io.adjourn.bench.stack.Deliveries.Bodies;
import io.adjourn.bench.stack.Progress;
import io.adjourn.bench.stack.RawTopic;
import io.adjourn.bench.stack.Stack;
import io.adjourn.bench.stack.Streams;
import io.adjourn.bench.streams.Reading;
import io.adjourn.bench.streams.Reading.Pace;
import io.adjourn.commands.Logs;
import io.adjourn.localstack.LocalInspector;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
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
                    + " all topics, and is asked for meetings by one client, over HTTP. Says how each figure stands to its limit."
        })
public final class InspectorCommand implements Callable<Integer> {
    private static final long SEED = 7;
    private static final int PARTITIONS = 2;
    private static final double MOST_BYTES = 400;
    private static final double LOOKUP_MILLIS = 50;
    private static final double SEARCH_MILLIS = 300;
    private static final double VISIBLE_MILLIS = 1_000;
    private static final int LOOKED_FOR = 50;

    @Option(
            names = "--deliveries",
            paramLabel = "N",
            defaultValue = "400000",
            description = "Number of deliveries; about twice as many records are indexed (default: ${DEFAULT-VALUE}).")
    private long deliveries;

    @Option(
            names = "--lookups",
            paramLabel = "N",
            defaultValue = "5000",
            description = "How often the inspector is asked for a meeting (default: ${DEFAULT-VALUE}).")
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
            try (var topic = new RawTopic(stack.bootstrapServers())) {
                total = new Deliveries(stack.sources(), SEED).mixed(deliveries, Bodies.USUAL, topic::put);
            }
            Pace streams = streams(stack, total, progress);
            try (LocalInspector inspector = stack.inspector()) {
                Reading indexing = Indexing.watch(inspector, progress);
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
                List<String> keys = answers.keys();
                print(out, "meeting by key, p99 ms", answers.lookups(keys, lookups), LOOKUP_MILLIS, "of the limit");
                print(out, "search by id, p99 ms", answers.finds(keys, lookups), SEARCH_MILLIS, "of the limit");
                print(out, "first page, p99 ms", answers.searches(lookups / 10), SEARCH_MILLIS, "of the limit");
                print(out, "visible, slowest ms", visible(stack, answers), VISIBLE_MILLIS, "of the limit");
                out.printf(
                        Locale.ROOT,
                        "%n%d deliveries, %d records indexed at %.0f/s, %d meetings%n",
                        total,
                        indexing.total(),
                        pace.rate(),
                        keys.size());
            }
        }
        return 0;
    }

    /** The slowest of deliveries that come one after the other, from when Kafka has it until the inspector shows its meeting. */
    private static double visible(Stack stack, Answers answers) {
        var openings = new Deliveries(stack.sources(), SEED).openings(Instant.now());
        double slowest = 0;
        for (int number = 0; number < LOOKED_FOR; number++) {
            ProducerRecord<String, byte[]> delivery = openings.apply(number);
            try (var topic = new RawTopic(stack.bootstrapServers())) {
                topic.put(delivery);
            }
            slowest = Math.max(slowest, answers.untilVisible(delivery.key()));
        }
        return slowest;
    }

    /** How fast it reads, once it is warm. */
    private static Pace streams(Stack stack, long total, Progress progress) {
        try (var admin = stack.admin();
                Streams streams = stack.streams(Map.of("STREAMS_THREADS", Integer.toString(PARTITIONS)))) {
            return Reading.watch(
                            admin, streams.group(), total, streams.process(), left -> progress.going("streams", left))
                    .steady();
        }
    }

    private static void print(PrintWriter out, String what, double figure, double limit, String of) {
        out.printf(Locale.ROOT, "%-26s %12.1f %8.2f %s%n", what, figure, figure / limit, of);
    }
}
