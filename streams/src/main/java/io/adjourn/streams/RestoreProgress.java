package io.adjourn.streams;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far this process is with restoring its stores from their changelogs, as metrics and in the log: when it begins, every few
 * seconds, and when nothing is left. What is left is counted in offsets, of which a compacted changelog has fewer records; how long
 * it will take is what it took so far, in proportion. Thread-safe.
 */
final class RestoreProgress implements StateRestoreListener {
    private static final Logger LOG = LoggerFactory.getLogger(RestoreProgress.class);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

    private final LongSupplier nanos;
    private final Counter restored;
    private final Map<TopicPartition, Span> running = new HashMap<>();
    private long began;
    private long done;
    private long records;
    private long lastLine;

    /** What is to be restored of one changelog: from an offset up to another, which is not part of it. */
    private record Span(long next, long end) {
        long length() {
            return Math.max(0, end - next);
        }
    }

    RestoreProgress(MeterRegistry registry) {
        this(registry, System::nanoTime);
    }

    /** @param nanos a clock for durations */
    RestoreProgress(MeterRegistry registry, LongSupplier nanos) {
        this.nanos = nanos;
        restored = Counter.builder("adjourn.streams.restored")
                .description("Changelog records read to restore stores")
                .register(registry);
        Gauge.builder("adjourn.streams.restore.remaining", this, RestoreProgress::remaining)
                .description("Changelog offsets still to be read before the stores are restored")
                .register(registry);
        Gauge.builder("adjourn.streams.restore.remaining.seconds", this, RestoreProgress::remainingSeconds)
                .description("Estimated time until stores are restored, from the rate so far; 0 while nothing is"
                        + " being restored")
                .register(registry);
    }

    @Override
    public synchronized void onRestoreStart(TopicPartition changelog, String store, long from, long end) {
        if (running.isEmpty()) {
            began = nanos.getAsLong();
            lastLine = began;
            done = 0;
            records = 0;
        }
        var span = new Span(from, end);
        running.put(changelog, span);
        if (span.length() > 0) {
            LOG.info(
                    "Restoring a store: store={} partition={} offsets={}", store, changelog.partition(), span.length());
        }
    }

    @Override
    public synchronized void onBatchRestored(TopicPartition changelog, String store, long last, long batch) {
        restored.increment((double) batch);
        records += batch;
        Span before = running.get(changelog);
        if (before != null) {
            var after = new Span(Math.max(before.next(), last + 1), before.end());
            running.put(changelog, after);
            done += before.length() - after.length();
        }
        long now = nanos.getAsLong();
        if (now - lastLine >= BETWEEN_LINES.toNanos()) {
            lastLine = now;
            LOG.info(
                    "Restoring: records={} offsetsPerSecond={} remainingOffsets={} remainingSeconds={}",
                    records,
                    Math.round(rate(now)),
                    remaining(),
                    Math.round(remainingSeconds()));
        }
    }

    @Override
    public synchronized void onRestoreEnd(TopicPartition changelog, String store, long total) {
        ended(changelog);
    }

    @Override
    public synchronized void onRestoreSuspended(TopicPartition changelog, String store, long total) {
        ended(changelog);
    }

    private void ended(TopicPartition changelog) {
        Span rest = running.remove(changelog);
        if (rest != null) {
            done += rest.length();
        }
        if (running.isEmpty() && records > 0) {
            LOG.info(
                    "Restored: records={} millis={}",
                    records,
                    TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - began));
        }
    }

    private synchronized long remaining() {
        return running.values().stream().mapToLong(Span::length).sum();
    }

    private synchronized double remainingSeconds() {
        long left = remaining();
        double rate = rate(nanos.getAsLong());
        return left == 0 || rate == 0 ? 0 : (double) left / rate;
    }

    /** Offsets a second. */
    private double rate(long now) {
        double seconds = (double) (now - began) / (double) TimeUnit.SECONDS.toNanos(1);
        return seconds <= 0 ? 0 : (double) done / seconds;
    }
}
