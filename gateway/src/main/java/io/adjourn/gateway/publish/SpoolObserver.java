package io.adjourn.gateway.publish;

import io.adjourn.spool.SpoolEvent;
import io.adjourn.spool.SpoolEvent.AlreadyDelivered;
import io.adjourn.spool.SpoolEvent.Damaged;
import io.adjourn.spool.SpoolEvent.Gone;
import io.adjourn.spool.SpoolEvent.Read;
import io.adjourn.spool.SpoolEvent.Reading;
import io.adjourn.spool.SpoolEvent.Restored;
import io.adjourn.spool.SpoolEvent.Torn;
import io.adjourn.spool.SpoolEvent.Unreadable;
import io.adjourn.spool.SpoolEvent.Written;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts and logs what happens in the spool. */
final class SpoolObserver implements Consumer<SpoolEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolObserver.class);
    /** What cannot be read is tried again every second. */
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

    private final Timer fsync;
    private final Counter lost;
    private final Counter torn;
    private final AtomicLong lastUnreadable = new AtomicLong(System.nanoTime() - BETWEEN_LINES.toNanos());

    SpoolObserver(MeterRegistry meters) {
        fsync = Timer.builder("adjourn.gateway.spool.fsync.duration")
                .description("Time to write a group of spooled deliveries to the disk (fsync)")
                .publishPercentileHistogram()
                .register(meters);
        lost = Counter.builder("adjourn.gateway.spool.lost")
                .description("Deliveries that were answered 202 and then lost by the disk")
                .register(meters);
        torn = Counter.builder("adjourn.gateway.spool.torn")
                .baseUnit("bytes")
                .description("Bytes of writes that a crash interrupted; nothing in them was answered 202")
                .register(meters);
    }

    @Override
    public void accept(SpoolEvent event) {
        switch (event) {
            case Written(long nanos) -> fsync.record(nanos, TimeUnit.NANOSECONDS);
            case Damaged damaged -> damaged(damaged);
            case Torn(Path file, long from, long bytes, Optional<Path> copy) -> {
                torn.increment((double) bytes);
                LOG.warn(
                        "Unfinished write in the spool set aside; nothing in it was acknowledged with 202: file={}"
                                + " byte={} bytes={} copy={}",
                        file,
                        from,
                        bytes,
                        copy.map(Path::toString).orElse("none"));
            }
            case Gone(Path file, long records) -> {
                lost.increment((double) records);
                LOG.error(
                        "A spool file was removed; its deliveries are lost; make sure that nothing else touches"
                                + " this directory: file={} records={}",
                        file,
                        records);
            }
            case Unreadable(Path file, String why) -> unreadable(file, why);
            case AlreadyDelivered(Path file, long records) ->
                LOG.info("Spooled deliveries skipped; they are already in Kafka: file={} records={}", file, records);
            case Reading(long bytes, long total) ->
                LOG.info("Reading the spool; new deliveries are accepted meanwhile: bytes={} of={}", bytes, total);
            case Read(long records, long bytes) ->
                LOG.info("Spool read; publishing its deliveries to Kafka: records={} bytes={}", records, bytes);
            case Restored(Path directory) ->
                LOG.warn("The spool's marker file was lost or damaged and has been rewritten: directory={}", directory);
        }
    }

    private void damaged(Damaged damaged) {
        lost.increment((double) damaged.records());
        LOG.error(
                "Spool damaged; the damaged bytes are set aside, all other deliveries continue; check this disk:"
                        + " file={} byte={} bytes={} records={}"
                        + " copy={}",
                damaged.file(),
                damaged.from(),
                damaged.bytes(),
                damaged.records(),
                damaged.copy().map(Path::toString).orElse("none"));
    }

    private void unreadable(Path file, String why) {
        long last = lastUnreadable.get();
        long now = System.nanoTime();
        if (now - last >= BETWEEN_LINES.toNanos() && lastUnreadable.compareAndSet(last, now)) {
            LOG.error("Spool file cannot be used; retrying; other files continue: file={} why={}", file, why);
        }
    }
}
