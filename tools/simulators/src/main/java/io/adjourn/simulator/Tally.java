package io.adjourn.simulator;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** What was sent, and how it was answered. Thread-safe. */
public final class Tally {
    private static final int STORED = 202;
    private static final int UNANSWERED = 0;
    private static final int SURPRISES_KEPT = 20;

    private final Map<Integer, LongAdder> genuine = new ConcurrentSkipListMap<>();
    private final Map<Integer, LongAdder> forged = new ConcurrentSkipListMap<>();
    private final ConcurrentLinkedQueue<String> surprises = new ConcurrentLinkedQueue<>();

    void answered(SimulatedRequest request, int status) {
        (request.forged() ? forged : genuine)
                .computeIfAbsent(status, any -> new LongAdder())
                .increment();
        boolean asItShould = request.forged() ? status >= 400 && status < 500 : status == STORED;
        if (!asItShould && surprises.size() < SURPRISES_KEPT) {
            surprises.add(request + " was answered " + status);
        }
    }

    void unanswered(SimulatedRequest request, String why) {
        (request.forged() ? forged : genuine)
                .computeIfAbsent(UNANSWERED, any -> new LongAdder())
                .increment();
        if (surprises.size() < SURPRISES_KEPT) {
            surprises.add(request + " was not answered: " + why);
        }
    }

    public long sent() {
        return genuine() + forged();
    }

    /** Requests as the vendor sends them, copies included. */
    public long genuine() {
        return sum(genuine);
    }

    public long forged() {
        return sum(forged);
    }

    /** All answers by their status; 0 counts those that never came. */
    public Map<Integer, Long> byStatus() {
        var counts = new TreeMap<Integer, Long>();
        genuine.forEach((status, count) -> counts.merge(status, count.sum(), Long::sum));
        forged.forEach((status, count) -> counts.merge(status, count.sum(), Long::sum));
        return counts;
    }

    /** Genuine requests that were not stored, and forged ones that were not refused: the first few of them. */
    public List<String> surprises() {
        return List.copyOf(surprises);
    }

    private static long sum(Map<Integer, LongAdder> counts) {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }
}
