package io.adjourn.bench.streams;

import io.adjourn.bench.stack.Progress;
import io.adjourn.bench.stack.RawTopicFiller;
import io.adjourn.bench.stack.SimulatedDeliveries;
import io.adjourn.bench.stack.SimulatedDeliveries.Bodies;
import io.adjourn.bench.stack.Stack;
import io.adjourn.bench.stack.Streams;
import io.adjourn.bench.streams.ConsumptionRate.Pace;
import io.adjourn.localstack.ChildProcess;
import io.adjourn.localstack.LocalStack;
import io.adjourn.localstack.Metrics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * How fast the whole topology reads a raw topic that was filled beforehand, and how fast the bare one does: before it and after
 * it, for a machine may be quicker now than a minute later.
 */
final class Throughput {
    private static final long SEED = 4;

    private final int partitions;
    private final int threads;
    private final Progress progress;

    Throughput(int partitions, int threads, Progress progress) {
        this.partitions = partitions;
        this.threads = threads;
        this.progress = progress;
    }

    /**
     * What came out.
     *
     * @param whole how the whole topology read them
     * @param bare how the bare one did, the mean of both times
     * @param bytes of an average delivery's body
     * @param largest bytes of the largest body
     * @param outcomes what became of all deliveries
     * @param completions revisions that came of them
     */
    record Result(Pace whole, Pace bare, double bytes, int largest, Map<String, Long> outcomes, long completions) {
        /** Of bodies, a second, through the whole topology. */
        double megabytes() {
            return whole.rate() * bytes / 1e6;
        }

        double ratio() {
            return whole.rate() / bare.rate();
        }
    }

    Result measure(long atLeast, Bodies bodies) {
        try (var stack = Stack.start(partitions);
                var admin = stack.admin()) {
            LocalStack.await(admin.createTopics(List.of(new NewTopic(PassThrough.OUTPUT, partitions, (short) 1)))
                    .all());
            var bytes = new AtomicLong();
            var largest = new AtomicInteger();
            long total;
            try (var raw = new RawTopicFiller(stack.bootstrapServers())) {
                total = new SimulatedDeliveries(stack.sources(), SEED).mixed(atLeast, bodies, delivery -> {
                    bytes.addAndGet(delivery.value().length);
                    largest.accumulateAndGet(delivery.value().length, Math::max);
                    raw.put(delivery);
                });
            }
            progress.done(total + " deliveries are in the raw topic");

            Pace before = bare("bare-before", stack, total);
            progress.done("the bare topology has read them");
            ConsumptionRate reading;
            Metrics counted;
            try (Streams streams = stack.streams(Map.of("STREAMS_THREADS", Integer.toString(threads)))) {
                reading = ConsumptionRate.watch(
                        admin, streams.group(), total, streams.process(), left -> progress.going("whole", left));
                progress.done("the whole topology has read them");
                counted = streams.metrics();
            }
            Pace after = bare("bare-after", stack, total);
            progress.done("the bare topology has read them again");
            return new Result(
                    reading.steady(),
                    Pace.mean(before, after),
                    (double) bytes.get() / total,
                    largest.get(),
                    counted.byTag("adjourn_streams_deliveries", "outcome"),
                    (long) counted.sum("adjourn_streams_completions_total"));
        }
    }

    private Pace bare(String application, Stack stack, long total) {
        try (ChildProcess process = stack.javaLikeStreams(
                        application,
                        System.getProperty("java.class.path"),
                        PassThrough.class.getName(),
                        List.of(
                                stack.bootstrapServers(),
                                stack.directory(application).toString(),
                                Integer.toString(threads),
                                application),
                        Map.of());
                var admin = stack.admin()) {
            return ConsumptionRate.watch(admin, application, total, process, left -> progress.going("bare", left))
                    .steady();
        }
    }
}
