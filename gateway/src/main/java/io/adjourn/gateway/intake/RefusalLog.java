package io.adjourn.gateway.intake;

import io.github.bucket4j.Bucket;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Writes refused requests to the log, at most {@link #LINES_PER_SECOND} lines a second: whoever sends requests must not be able
 * to fill the disk. How many lines were left out is part of the next line. Metrics count every request, logged or not.
 * Thread-safe.
 */
@Singleton
public final class RefusalLog {
    static final int LINES_PER_SECOND = 20;

    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);

    private final Bucket lines = Bucket.builder()
            .withNanosecondPrecision()
            .addLimit(limit -> limit.capacity(LINES_PER_SECOND).refillGreedy(LINES_PER_SECOND, Duration.ofSeconds(1)))
            .build();
    private final AtomicLong omitted = new AtomicLong();

    /**
     * Logs one refused request, unless there were too many in the last second. No argument may hold what a stranger wrote.
     *
     * @param source its configured name, or {@code unknown}
     * @param reason the value of the metric's tag {@code outcome} or {@code reason}
     * @param detail what is wrong
     */
    public void refused(Level level, String source, String reason, String detail) {
        if (!lines.tryConsume(1)) {
            omitted.incrementAndGet();
            return;
        }
        LOG.atLevel(level)
                .log("Refused: source={} reason={} omitted={} detail={}", source, reason, omitted.getAndSet(0), detail);
    }
}
