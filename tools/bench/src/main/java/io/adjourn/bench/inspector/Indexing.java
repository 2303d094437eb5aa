package io.adjourn.bench.inspector;

import io.adjourn.bench.stack.Progress;
import io.adjourn.bench.streams.ConsumptionRate;
import io.adjourn.bench.streams.ConsumptionRate.Look;
import io.adjourn.localstack.LocalInspector;
import io.adjourn.localstack.Metrics;
import java.time.Duration;
import java.util.ArrayList;

/** How an index is built, by what the inspector says it has indexed when. */
final class Indexing {
    private static final Duration LOOK = Duration.ofMillis(200);

    private Indexing() {}

    /** Watches until all that is in the topics is in the index. */
    static ConsumptionRate watch(LocalInspector inspector, Progress progress) throws InterruptedException {
        var looks = new ArrayList<Look>();
        long records = 0;
        boolean ready = false;
        while (!ready) {
            inspector.mustLive(LOOK);
            ready = inspector.isReady();
            Metrics metrics = inspector.metrics();
            records = Math.max(records, (long) metrics.plain("adjourn_inspector_records_total"));
            looks.add(new Look(System.nanoTime(), inspector.processorTime().toNanos(), records));
            progress.going("inspector", (long) metrics.plain("adjourn_inspector_behind"));
        }
        return new ConsumptionRate(looks, records);
    }
}
