package io.adjourn.vendors.meetstream;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.RejectReason;
import io.adjourn.vendors.Body;
import io.adjourn.vendors.CompletionRules;
import io.adjourn.vendors.Delivery;
import io.adjourn.vendors.Event.Said;
import io.adjourn.vendors.Normalization;
import io.adjourn.vendors.Normalization.Events;
import io.adjourn.vendors.Normalization.Rejected;
import io.adjourn.vendors.Outline;
import io.adjourn.vendors.Subject;
import io.adjourn.vendors.Vendor;
import io.adjourn.vendors.VendorTime;
import io.adjourn.vendors.verify.BodyHmac;
import io.adjourn.vendors.verify.Scheme;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * MeetStream, in its dialects M0, M1 and M2: see docs/vendors/meetstream.md.
 *
 * <p>Its timestamp header is not signed and nothing is ever sent twice on purpose. So there is no window: one would keep no
 * attacker out, who may write any time there, and each refusal would lose a meeting for good. What a captured delivery
 * repeats is dropped as a duplicate.
 */
public final class MeetStream implements Vendor {
    private static final String SENT_AT = "x-meetstream-timestamp";
    private static final List<Scheme> SCHEMES = List.of(new BodyHmac("signature", "x-meetstream-signature", "sha256="));
    private static final Outline SUBJECT = Outline.of("bot_id", "data.bot.id");

    @Override
    public String id() {
        return "meetstream";
    }

    @Override
    public int maxBodyBytes() {
        return 1024 * 1024;
    }

    @Override
    public List<Scheme> schemes() {
        return SCHEMES;
    }

    @Override
    public Set<String> keptHeaders() {
        return Set.of(SENT_AT);
    }

    @Override
    public Subject subjectOf(Body body) {
        return new Payload(body.outline(SUBJECT)).subject();
    }

    @Override
    public Normalization normalize(Delivery delivery) {
        return Normalization.ofObject(delivery.body(), node -> read(new Payload(node), delivery));
    }

    private static Normalization read(Payload payload, Delivery delivery) {
        Named named = Named.of(payload);
        if (payload.subject() instanceof Subject.Unknown) {
            return named.isKnown()
                    ? new Rejected(RejectReason.NO_SESSION, "an event of MeetStream without a usable bot_id")
                    : new Rejected(RejectReason.NOT_RECOGNIZED, "neither a bot_id nor a name that MeetStream uses");
        }
        String header = delivery.headers().get(SENT_AT);
        VendorTime sent = header == null ? null : VendorTime.of(header);
        var said = new Said(
                named.vendorType(),
                Identity.of(payload, named, sent, delivery.receivedAt()),
                VendorTime.eventTime(payload.time(), sent, delivery.receivedAt()));
        var reading = new Reading(payload, named, said);
        return new Events(named.dialect(), reading.events(), reading.unknown());
    }

    @Override
    public CompletionRules completionRules() {
        return CompletionRules.of(Set.of(ArtifactKind.AUDIO, ArtifactKind.TRANSCRIPT), Duration.ofHours(2));
    }
}
