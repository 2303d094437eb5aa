package io.adjourn.spool;

import io.adjourn.spool.SpoolEvent.Read;
import io.adjourn.spool.SpoolEvent.Reading;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Reads what was there at the start, in the background: how many records wait, and what is not whole. */
final class FirstReading {
    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(5);

    private final SegmentLog log;
    private final Consumer<SpoolEvent> events;
    private final List<Segment> found;
    private final long total;
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().name("spool-reader").daemon().unstarted(this::run);
    private volatile boolean stopping;
    private volatile Reading progress;
    private long lastReport = System.nanoTime();

    FirstReading(SegmentLog log, Consumer<SpoolEvent> events) {
        this.log = log;
        this.events = events;
        this.found = log.segments();
        this.total = found.stream().mapToLong(Segment::bytes).sum();
        this.progress = new Reading(0, total);
    }

    void start() {
        thread.start();
    }

    /** How far it has come, empty when it is done. */
    Optional<Reading> progress() {
        return done.getCount() == 0 ? Optional.empty() : Optional.of(progress);
    }

    void await() throws InterruptedException {
        done.await();
    }

    void stop() throws InterruptedException {
        stopping = true;
        thread.join();
    }

    /** Thrown to leave a segment in the middle. */
    private static final class StoppedException extends RuntimeException {}

    private void run() {
        try {
            long before = 0;
            for (Segment segment : found) {
                read(segment, before);
                before += segment.bytes();
            }
            if (!found.isEmpty()) {
                Spool.Depth depth = log.depth();
                events.accept(new Read(depth.records(), depth.bytes()));
            }
        } catch (StoppedException e) {
            // What is not read now is read at the next start.
        } finally {
            done.countDown();
        }
    }

    private void read(Segment segment, long before) {
        try {
            log.examine(segment, position -> report(before + position.bytes()));
        } catch (NoSuchFileException e) {
            log.gone(segment);
        } catch (IOException e) {
            log.failed(segment, e); // and a pass tries it again
        }
    }

    private void report(long bytes) {
        if (stopping) {
            throw new StoppedException();
        }
        progress = new Reading(bytes, total);
        if (System.nanoTime() - lastReport > BETWEEN_REPORTS.toNanos()) {
            lastReport = System.nanoTime();
            events.accept(progress);
        }
    }
}
