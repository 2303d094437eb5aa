package io.adjourn.vendors.meetingbaasv1;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.RejectReason;
import io.adjourn.vendors.Body;
import io.adjourn.vendors.CompletionRules;
import io.adjourn.vendors.Delivery;
import io.adjourn.vendors.Normalization;
import io.adjourn.vendors.Normalization.Events;
import io.adjourn.vendors.Normalization.Rejected;
import io.adjourn.vendors.Outline;
import io.adjourn.vendors.Subject;
import io.adjourn.vendors.Vendor;
import io.adjourn.vendors.verify.BodyHmac;
import io.adjourn.vendors.verify.HeaderSecret;
import io.adjourn.vendors.verify.Scheme;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Meeting BaaS, the first version of its webhooks: see docs/vendors/meetingbaas-v1.md.
 *
 * <p>Its samples sign the body; its reference says that deliveries carry the account's API key. Either is taken, and a source
 * may narrow that. Neither has a time, so there is no window; what a captured delivery repeats is dropped as a duplicate.
 */
public final class MeetingBaasV1 implements Vendor {
    private static final List<Scheme> SCHEMES = List.of(
            new BodyHmac("hmac", "x-meetingbaas-signature", ""), new HeaderSecret("api-key", "x-meeting-baas-api-key"));
    private static final Outline SUBJECT =
            Outline.of("event", "bot_id", "calendar_id", "data.bot_id", "data.calendar_id");

    @Override
    public String id() {
        return "meetingbaas-v1";
    }

    /** Transcripts come inline, with the time of every word. */
    @Override
    public int maxBodyBytes() {
        return 16 * 1024 * 1024;
    }

    @Override
    public List<Scheme> schemes() {
        return SCHEMES;
    }

    @Override
    public Set<String> keptHeaders() {
        return Set.of();
    }

    @Override
    public Subject subjectOf(Body body) {
        return new Payload(body.outline(SUBJECT)).subject();
    }

    @Override
    public Normalization normalize(Delivery delivery) {
        return Normalization.ofObject(delivery.body(), node -> read(new Payload(node), delivery.receivedAt()));
    }

    private static Normalization read(Payload payload, Instant receivedAt) {
        Fact fact = payload.fact();
        if (payload.subject() instanceof Subject.Unknown && !fact.isOfCalendar()) {
            return fact == Fact.UNKNOWN
                    ? new Rejected(RejectReason.NOT_RECOGNIZED, "neither a bot_id nor a name that Meeting BaaS uses")
                    : new Rejected(RejectReason.NO_SESSION, "an event of Meeting BaaS without a usable bot_id");
        }
        if (payload.data("affected_event_uuids").size()
                        + payload.data("event_uuid").size()
                > Normalization.MAX_EVENTS) {
            return Normalization.tooManyEvents();
        }
        return new Events(
                payload.isDotted() ? "dotted" : "wire", new Reading(payload, receivedAt).events(), payload.unknown());
    }

    @Override
    public CompletionRules completionRules() {
        return CompletionRules.of(Set.of(ArtifactKind.RECORDING), Duration.ofHours(2));
    }
}
