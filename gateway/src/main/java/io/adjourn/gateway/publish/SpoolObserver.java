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
                .description("Writing a group of spooled deliveries until they are on the disk")
                .publishPercentileHistogram()
                .register(meters);
        lost = Counter.builder("adjourn.gateway.spool.lost")
                .description("Deliveries that were answered 202 and that the disk has lost")
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
                LOG.atWarn()
                        .addKeyValue("file", file)
                        .addKeyValue("byte", from)
                        .addKeyValue("bytes", bytes)
                        .addKeyValue("copy", copy.map(Path::toString).orElse("none"))
                        .log("Unfinished write in the spool set aside; nothing in it was acknowledged");
            }
            case Gone(Path file, long records) -> {
                lost.increment((double) records);
                LOG.atError()
                        .addKeyValue("file", file)
                        .addKeyValue("records", records)
                        .log(
                                "A spool file was removed; its deliveries are lost: let nothing else touch this directory");
            }
            case Unreadable(Path file, String why) -> unreadable(file, why);
            case AlreadyDelivered(Path file, long records) ->
                LOG.atInfo()
                        .addKeyValue("file", file)
                        .addKeyValue("records", records)
                        .log("Spooled deliveries skipped; Kafka has them already");
            case Reading(long bytes, long total) ->
                LOG.atInfo()
                        .addKeyValue("bytes", bytes)
                        .addKeyValue("of", total)
                        .log("Reading the spool; deliveries are taken meanwhile");
            case Read(long records, long bytes) ->
                LOG.atInfo()
                        .addKeyValue("records", records)
                        .addKeyValue("bytes", bytes)
                        .log("Spool read; its deliveries go to Kafka");
            case Restored(Path directory) ->
                LOG.atWarn()
                        .addKeyValue("directory", directory)
                        .log("The spool's marker file was lost or damaged; written again");
        }
    }

    private void damaged(Damaged damaged) {
        lost.increment((double) damaged.records());
        LOG.atError()
                .addKeyValue("file", damaged.file())
                .addKeyValue("byte", damaged.from())
                .addKeyValue("bytes", damaged.bytes())
                .addKeyValue("records", damaged.records())
                .addKeyValue("copy", damaged.copy().map(Path::toString).orElse("none"))
                .log("Spool damaged; the damaged bytes are set aside, all other deliveries go on: check this disk");
    }

    private void unreadable(Path file, String why) {
        long last = lastUnreadable.get();
        long now = System.nanoTime();
        if (now - last >= BETWEEN_LINES.toNanos() && lastUnreadable.compareAndSet(last, now)) {
            LOG.atError()
                    .addKeyValue("file", file)
                    .addKeyValue("why", why)
                    .log("Spool file cannot be used; trying again, other files go on");
        }
    }
}
