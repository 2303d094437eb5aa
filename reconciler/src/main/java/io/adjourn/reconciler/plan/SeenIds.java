package io.adjourn.reconciler.plan;

import java.time.Instant;
import java.util.LinkedHashMap;

/** The ids of the newest webhooks of a source that stand in the raw topic, each as 64 bits of a hash. */
final class SeenIds {
    /** Two hundred times of what a vendor lists. */
    private static final int MOST = 20_000;

    private final LinkedHashMap<Long, Instant> times = new LinkedHashMap<>();
    private Instant knownFrom = Instant.MAX;

    /** All that came since then will be added. */
    void knownFrom(Instant time) {
        knownFrom = time;
    }

    void add(Instant loggedAt, String id) {
        times.putIfAbsent(KnownMeetings.hash(id), loggedAt);
        if (times.size() > MOST) {
            Instant forgotten = times.pollFirstEntry().getValue();
            knownFrom = forgotten.isAfter(knownFrom) ? forgotten : knownFrom;
        }
    }

    boolean contains(String id) {
        return times.containsKey(KnownMeetings.hash(id));
    }

    /** Whether it would be known had it come at that time. */
    boolean covers(Instant time) {
        return time.isAfter(knownFrom);
    }
}
