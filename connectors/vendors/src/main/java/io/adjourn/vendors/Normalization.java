package io.adjourn.vendors;

import io.adjourn.meetings.v1.RejectReason;
import java.util.List;

/** What a delivery turned out to be. */
public sealed interface Normalization {

    /**
     * Facts, at least one.
     *
     * @param dialect which of the vendor's dialects it was read as
     */
    record Events(String dialect, List<Event> events) implements Normalization {
        public Events {
            events = List.copyOf(events);
        }
    }

    /**
     * Nothing that can be read.
     *
     * @param detail what is wrong and where; no content of the body beyond names and positions
     */
    record Rejected(RejectReason reason, String detail) implements Normalization {}

    /** Nothing to tell, and rightly so: an endpoint challenge, say. */
    record Ignored(String why) implements Normalization {}
}
