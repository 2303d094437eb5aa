package io.adjourn.vendors;

import io.adjourn.vendors.attendee.Attendee;
import io.adjourn.vendors.meetingbaasv1.MeetingBaasV1;
import io.adjourn.vendors.meetingbaasv2.MeetingBaasV2;
import io.adjourn.vendors.meetstream.MeetStream;
import io.adjourn.vendors.vexa.Vexa;
import java.util.List;
import java.util.Optional;

/**
 * Vendors, as a sources file and raw records name them.
 *
 * @param all each with an id of its own
 */
public record Vendors(List<Vendor> all) {

    /** All vendors there are. A new one is a package beside the others and a line here. */
    public static final Vendors KNOWN = new Vendors(
            List.of(new Vexa(), new MeetStream(), new Attendee(), new MeetingBaasV2(), new MeetingBaasV1()));

    public Vendors {
        all = List.copyOf(all);
    }

    public Optional<Vendor> byId(String id) {
        for (Vendor vendor : all) {
            if (vendor.id().equals(id)) {
                return Optional.of(vendor);
            }
        }
        return Optional.empty();
    }
}
