package io.adjourn.abuse;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What honest clients got.
 *
 * @param statuses how many deliveries were answered with which status; {@value #NO_ANSWER} for none
 * @param latencies of those that were taken, in nanoseconds since each was due
 */
public record Honest(Map<Integer, Long> statuses, Histogram latencies) {
    /** Closed without an answer, or none in time. */
    public static final int NO_ANSWER = 0;

    /** The answer to what is stored. */
    public static final int TAKEN = 202;

    public long sent() {
        return statuses.values().stream().mapToLong(Long::longValue).sum();
    }

    public long taken() {
        return statuses.getOrDefault(TAKEN, 0L);
    }

    /** The part of all that was taken, from 0 to 1. */
    public double share() {
        return sent() == 0 ? 0 : (double) taken() / sent();
    }

    /** How long the delivery took that was faster than that part of all taken ones waited at most, in milliseconds. */
    public double millis(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1e6;
    }

    @Override
    public String toString() {
        return "%d sent, %s, p50 %.0f ms, p99 %.0f ms"
                .formatted(sent(), new TreeMap<>(statuses), millis(50), millis(99));
    }
}
