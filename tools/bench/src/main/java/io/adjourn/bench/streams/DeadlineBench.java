package io.adjourn.bench.streams;

import io.adjourn.bench.stack.Progress;
import io.adjourn.bench.stack.RawTopicFiller;
import io.adjourn.bench.stack.SimulatedDeliveries;
import io.adjourn.bench.stack.Stack;
import io.adjourn.bench.stack.Streams;
import io.adjourn.config.CannotStartException;
import io.adjourn.localstack.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What it costs to look for what is due, by Kafka's own clock around it: with many meetings open, and with many due. */
final class DeadlineBench {
    private static final int PARTITIONS = 2;
    private static final long SEED = 6;
    private static final int WINDOW_MILLIS = 3_000;
    private static final int WINDOWS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Kafka times each task's ticks at this level only, and averages over these windows. */
    private static final Map<String, String> TIMED = Map.of(
            "KAFKA_METRICS_RECORDING_LEVEL",
            "DEBUG",
            "KAFKA_METRICS_SAMPLE_WINDOW_MS",
            Integer.toString(WINDOW_MILLIS),
            "KAFKA_METRICS_NUM_SAMPLES",
            Integer.toString(WINDOWS));

    private static final String LATENCY = "kafka_stream_task_punctuate_latency_avg";
    private static final String COMPLETIONS = "adjourn_streams_completions_total";

    private final Progress progress;

    DeadlineBench(Progress progress) {
        this.progress = progress;
    }

    /**
     * A tick of one partition while nothing is due.
     *
     * @param open how many meetings are open
     */
    record Idle(long open, double micros) {}

    /** Opens as many meetings as each of the numbers says, in ascending order, and lets nothing become due. */
    List<Idle> idle(List<Integer> numbers) {
        var rows = new ArrayList<Idle>();
        try (var stack = Stack.start(PARTITIONS);
                var admin = stack.admin();
                Streams streams = stack.streams(TIMED)) {
            var deliveries = new SimulatedDeliveries(stack.sources(), SEED);
            awaitTimes(streams);
            int opened = 0;
            for (int number : numbers) {
                try (var raw = new RawTopicFiller(stack.bootstrapServers())) {
                    deliveries.openings(number - opened, opened, Instant.now(), raw::put);
                }
                opened = number;
                var _ = ConsumptionRate.watch(
                        admin, streams.group(), opened, streams.process(), left -> progress.going("open", left));
                pause(Duration.ofMillis((WINDOWS + 1) * WINDOW_MILLIS));
                Metrics now = streams.metrics();
                rows.add(
                        new Idle((long) now.sum("adjourn_streams_open_meetings"), now.sum(LATENCY) / PARTITIONS / 1e3));
                progress.done(number + " meetings are open");
            }
        }
        return rows;
    }

    /** How many meetings a second close by their deadlines while many are due; a tick fires only so many. */
    double due(int number) {
        try (var stack = Stack.start(PARTITIONS)) {
            stack.keepGivenTimes();
            // Longer ago than the silence that closes a meeting.
            Instant began = Instant.now().minus(Duration.ofDays(15));
            try (var raw = new RawTopicFiller(stack.bootstrapServers())) {
                new SimulatedDeliveries(stack.sources(), SEED)
                        .openings(number, 0, began, delivery -> raw.put(at(began, delivery)));
            }
            try (Streams streams = stack.streams(Map.of("STREAMS_RAW_IS_COPY", "true"))) {
                double from = awaitCompletions(streams, number / 4.0);
                long start = System.nanoTime();
                double until = awaitCompletions(streams, number * 3 / 4.0);
                progress.done("most of " + number + " are closed");
                return (until - from) * 1e9 / (System.nanoTime() - start);
            }
        }
    }

    /** The metrics' binder looks once a minute which there are. */
    private static void awaitTimes(Streams streams) {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (!streams.metrics().page().contains(LATENCY)) {
            if (System.nanoTime() > giveUp) {
                throw new CannotStartException("streams does not tell " + LATENCY + ": its ticks cannot be timed");
            }
            pause(Duration.ofSeconds(1));
        }
    }

    /** A delivery with a log time of its own. */
    static ProducerRecord<String, byte[]> at(Instant logTime, ProducerRecord<String, byte[]> delivery) {
        return new ProducerRecord<>(
                delivery.topic(),
                delivery.partition(),
                logTime.toEpochMilli(),
                delivery.key(),
                delivery.value(),
                delivery.headers());
    }

    private double awaitCompletions(Streams streams, double number) {
        double closed = streams.metrics().sum(COMPLETIONS);
        while (closed < number) {
            if (!streams.process().isAlive()) {
                throw streams.process().death();
            }
            progress.going("due", (long) (number - closed));
            pause(Duration.ofMillis(100));
            closed = streams.metrics().sum(COMPLETIONS);
        }
        return closed;
    }

    private static void pause(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStartException("interrupted", e);
        }
    }
}
