package io.adjourn.streams.topology;

import io.adjourn.meetings.v1.RawCoordinates;
import io.adjourn.streams.normalize.RawDelivery;
import io.adjourn.streams.plan.Plan;
import io.adjourn.vendors.Novelty;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what a vendor is not known to send, at most once an hour for each path: the vendor has changed something, and somebody should
 * look. One for all threads of a process. Which deliveries had it, {@code ./adjourn drift} lists.
 */
final class DriftLog {
    private static final Logger LOG = LoggerFactory.getLogger("adjourn.drift");
    private static final long PAUSE = Duration.ofHours(1).toMillis();

    /** More than any vendor changes in an hour: beyond, the metric alone counts. */
    private static final int MAX_PATHS = 1_000;

    private final ConcurrentMap<Place, Long> told = new ConcurrentHashMap<>();

    private record Place(String vendor, Novelty.Kind kind, String path) {}

    /** Tells of what that delivery brought, by the wall clock. */
    void log(RawDelivery raw, Plan.Count count, long now) {
        if (count instanceof Plan.Processed processed) {
            for (Novelty novelty : processed.novelties()) {
                if (isDue(new Place(processed.vendor(), novelty.kind(), novelty.where()), now)) {
                    tell(raw, processed, novelty);
                }
            }
        }
    }

    private boolean isDue(Place place, long now) {
        Long last = told.get(place);
        if (last != null && now - last < PAUSE) {
            return false;
        }
        if (last == null && told.size() >= MAX_PATHS) {
            told.values().removeIf(time -> now - time >= PAUSE);
            if (told.size() >= MAX_PATHS) {
                return false;
            }
        }
        // Of two threads that meet it at once, one tells it.
        return last == null ? told.putIfAbsent(place, now) == null : told.replace(place, last, now);
    }

    private static void tell(RawDelivery raw, Plan.Processed processed, Novelty novelty) {
        RawCoordinates place = raw.coordinates();
        LOG.warn(
                "Vendor drift, something it is not known to send; nothing is lost: vendor={} source={} kind={} path={} seen={} raw={}/{}/{}",
                processed.vendor(),
                processed.source(),
                novelty.kind(),
                novelty.where(),
                novelty.word() == null ? "-" : novelty.word(),
                place.getTopic(),
                place.getPartition(),
                place.getOffset());
    }
}
