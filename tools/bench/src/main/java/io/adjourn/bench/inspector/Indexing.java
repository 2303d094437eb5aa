package io.adjourn.bench.inspector;

import io.adjourn.bench.stack.Progress;
import io.adjourn.localstack.LocalInspector;
import io.adjourn.localstack.Metrics;
import java.time.Duration;

/**
 * How an index was built.
 *
 * @param records of how many
 * @param rate records a second, from the first to the last
 * @param micros processor time of the process a record, in microseconds, its start included
 */
record Indexing(long records, double rate, double micros) {
    private static final Duration LOOK = Duration.ofMillis(200);

    /** Watches until everything is in the index: ready, and nothing new. */
    static Indexing watch(LocalInspector inspector, Progress progress) throws InterruptedException {
        long began = System.nanoTime();
        long first = 0;
        long records = 0;
        long last = began;
        boolean ready = false;
        while (!ready) {
            inspector.mustLive(LOOK);
            ready = inspector.isReady();
            Metrics metrics = inspector.metrics();
            long now = (long) metrics.plain("adjourn_inspector_records_total");
            if (now > records) {
                last = System.nanoTime();
                began = records == 0 ? last : began;
                first = records == 0 ? now : first;
                records = now;
            }
            progress.going("inspector", (long) metrics.plain("adjourn_inspector_behind"));
        }
        return new Indexing(
                records,
                (records - first) * 1e9 / Math.max(1, last - began),
                inspector.processorTime().toNanos() / 1e3 / Math.max(1, records));
    }
}
