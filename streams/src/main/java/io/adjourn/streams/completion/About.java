package io.adjourn.streams.completion;

import io.adjourn.vendors.Event.MeetingReference;
import org.jspecify.annotations.Nullable;

/** Which meeting it is, and the customer's own metadata, as far as any event said. */
record About(
        @Nullable Claim platform,
        @Nullable Claim nativeId,
        @Nullable Claim url,
        @Nullable Claim attributes) {
    static final About NOTHING = new About(null, null, null, null);

    About with(MeetingReference meeting, @Nullable String attributes, Moment at, long id) {
        return new About(
                Claim.best(platform, Claim.of(meeting.platform(), at, id)),
                Claim.best(nativeId, Claim.of(meeting.nativeId(), at, id)),
                Claim.best(url, Claim.of(meeting.url(), at, id)),
                Claim.best(this.attributes, Claim.of(attributes, at, id)));
    }

    /** Without the address, which may let people in. */
    About redacted() {
        return new About(platform, nativeId, null, attributes);
    }
}
