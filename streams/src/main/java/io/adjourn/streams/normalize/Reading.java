package io.adjourn.streams.normalize;

import io.adjourn.meetings.v1.RejectReason;
import io.adjourn.streams.completion.Numbering;
import io.adjourn.vendors.Event;
import io.adjourn.vendors.Novelty;
import io.adjourn.vendors.Subject;
import io.adjourn.vendors.Vendor;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What a raw record turned out to be. */
public sealed interface Reading {

    RawDelivery raw();

    /**
     * Facts, at least one, all about one subject.
     *
     * @param novelties what in the body its vendor is not known to send
     * @param numbering from where on its meeting's revisions count, where nothing is known of it
     * @param pulled whether they are the vendor's read API's answer, and no webhook's
     */
    record Facts(
            RawDelivery raw,
            String source,
            Vendor vendor,
            Subject subject,
            String dialect,
            Instant receivedAt,
            List<Event> events,
            Set<Novelty> novelties,
            Numbering numbering,
            boolean pulled)
            implements Reading {}

    /** Nothing that can be read. */
    record Rejected(RawDelivery raw, RejectReason reason, String detail) implements Reading {}

    /** Nothing to tell, and rightly so. */
    record Ignored(RawDelivery raw, String why) implements Reading {}
}
