package io.adjourn.streams.topology;

import io.adjourn.meetings.v1.RawCoordinates;
import io.adjourn.streams.normalize.RawDelivery;
import io.adjourn.streams.plan.Plan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of each event that a delivery repeats, and so is published nowhere, under which id it stands in its topic. There is its
 * first delivery's place, too. At DEBUG, under a name of its own: there may be many.
 */
final class Duplicates {
    private static final Logger LOG = LoggerFactory.getLogger("adjourn.duplicates");

    private Duplicates() {}

    static void log(RawDelivery raw, Plan.Count count) {
        if (LOG.isDebugEnabled() && count instanceof Plan.Processed processed) {
            RawCoordinates place = raw.coordinates();
            for (String event : processed.repeated()) {
                LOG.debug(
                        "Duplicate event: delivery={} raw={}/{}/{} key={} event={}",
                        place.getDeliveryId(),
                        place.getTopic(),
                        place.getPartition(),
                        place.getOffset(),
                        raw.key(),
                        event);
            }
        }
    }
}
