package io.adjourn.streams;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time after a start in which the warm copies that this instance keeps catch up. It is over once none of its partitions is further
 * behind than Kafka Streams accepts of an instance that is given the work: then any other may be stopped without a long restore. It is
 * over, too, when it has taken too long, and the log warns. Not thread-safe.
 */
final class WarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(30);

    private final Duration limit;
    private final long acceptable;
    private final Supplier<Map<Integer, Long>> behind;
    private final LongSupplier nanos;
    private String waitingFor = "standby replicas";
    private boolean begun;
    private long began;
    private long lastLine;

    /**
     * Not begun yet.
     *
     * @param limit how long it may take, from the first look
     * @param acceptable by how many offsets a partition may be behind
     * @param behind by how many offsets each partition is behind now, of those that this instance works on or has a copy of; an
     *     exception where that cannot be known just now
     */
    WarmUp(Duration limit, long acceptable, Supplier<Map<Integer, Long>> behind) {
        this(limit, acceptable, behind, System::nanoTime);
    }

    /** @param nanos a clock for durations */
    WarmUp(Duration limit, long acceptable, Supplier<Map<Integer, Long>> behind, LongSupplier nanos) {
        this.limit = limit;
        this.acceptable = acceptable;
        this.behind = behind;
        this.nanos = nanos;
    }

    /** By how many offsets the stores of each partition are behind: none where it is worked on here. Asks Kafka. */
    static Map<Integer, Long> behind(KafkaStreams streams) {
        Map<Integer, Long> behind = new HashMap<>();
        streams.allLocalStorePartitionLags()
                .values()
                .forEach(store ->
                        store.forEach((partition, lag) -> behind.merge(partition, lag.offsetLag(), Long::sum)));
        return behind;
    }

    /** Looks, while the stream runs, whether it is over. */
    boolean isOver() {
        boolean begins = !begun;
        if (begins) {
            begun = true;
            began = nanos.getAsLong();
        }
        if (isWarm()) {
            if (!begins) {
                LOG.info("Ready; standby replicas have caught up: seconds={}", waited().toSeconds());
            }
            return true;
        }
        if (waited().compareTo(limit) >= 0) {
            LOG.warn(
                    "Ready although standby replicas are behind; if another instance stops now, this one must"
                            + " restore first: seconds={} waitingFor={}",
                    waited().toSeconds(),
                    waitingFor);
            return true;
        }
        if (begins || nanos.getAsLong() - lastLine >= BETWEEN_LINES.toNanos()) {
            lastLine = nanos.getAsLong();
            LOG.info("Not ready yet: waitingFor={} limitSeconds={}", waitingFor, limit.toSeconds());
        }
        return false;
    }

    /** For whom asks why it is not ready. */
    String waitingFor() {
        return waitingFor;
    }

    private boolean isWarm() {
        try {
            var furthest = behind.get().entrySet().stream().max(Map.Entry.comparingByValue());
            waitingFor = furthest.map(copy -> "standby replicas: partition " + copy.getKey() + " is " + copy.getValue()
                            + " offsets behind")
                    .orElse("standby replicas");
            return furthest.isEmpty() || furthest.get().getValue() <= acceptable;
        } catch (RuntimeException e) {
            // Kafka is away for a moment, or partitions move: the next look tells.
            waitingFor = "the lag of standby replicas (" + e.getMessage() + ")";
            return false;
        }
    }

    private Duration waited() {
        return Duration.ofNanos(nanos.getAsLong() - began);
    }
}
