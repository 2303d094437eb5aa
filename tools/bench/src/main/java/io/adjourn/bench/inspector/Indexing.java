package io.adjourn.bench.inspector;

import io.adjourn.bench.stack.Progress;
import io.adjourn.localstack.LocalInspector;

/**
 * How an index was built.
 *
 * @param records of how many
 * @param rate records a second, from the first to the last
 */
record Indexing(long records, double rate) {
    private static final int LOOK_MILLIS = 200;

    /** Watches until everything is in the index: ready, and nothing new. */
    static Indexing watch(LocalInspector inspector, Progress progress) throws InterruptedException {
        long began = System.nanoTime();
        long first = 0;
        long records = 0;
        long last = began;
        boolean ready = false;
        while (!ready) {
            Thread.sleep(LOOK_MILLIS);
            inspector.mustBeAlive();
            ready = inspector.isReady();
            long now = (long) inspector.metrics().plain("adjourn_inspector_records_total");
            if (now > records) {
                last = System.nanoTime();
                began = records == 0 ? last : began;
                first = records == 0 ? now : first;
                records = now;
            }
            progress.going("indexed", records);
        }
        return new Indexing(records, (records - first) * 1e9 / Math.max(1, last - began));
    }
}
