package io.adjourn.vendors.meetingbaasv1;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.RejectReason;
import io.adjourn.vendors.CompletionRules;
import io.adjourn.vendors.Delivery;
import io.adjourn.vendors.JsonSkeleton;
import io.adjourn.vendors.JsonVendor;
import io.adjourn.vendors.Normalization;
import io.adjourn.vendors.Normalization.Events;
import io.adjourn.vendors.Normalization.Rejected;
import io.adjourn.vendors.ReadApi;
import io.adjourn.vendors.Subject;
import io.adjourn.vendors.verify.BodyHmac;
import io.adjourn.vendors.verify.HeaderSecret;
import io.adjourn.vendors.verify.Scheme;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Meeting BaaS, the first version of its webhooks: see docs/vendors/meetingbaas-v1.md.
 *
 * <p>Its samples sign the body; its reference says that deliveries carry the account's API key. Either is taken, and a source
 * may narrow that. Neither has a time, so there is no window; what a captured delivery repeats is dropped as a duplicate.
 */
public final class MeetingBaasV1 extends JsonVendor<Payload> {
    private static final List<Scheme> SCHEMES = List.of(
            new BodyHmac("hmac", "x-meetingbaas-signature", ""), new HeaderSecret("api-key", "x-meeting-baas-api-key"));

    private static final ReadApi READ_API = new MeetingBaasV1ReadApi();

    public MeetingBaasV1() {
        super(
                "meetingbaas-v1",
                JsonSkeleton.of("event", "bot_id", "calendar_id", "data.bot_id", "data.calendar_id"),
                Payload::new);
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
    public CompletionRules completionRules() {
        return CompletionRules.of(Set.of(ArtifactKind.RECORDING), Duration.ofHours(2));
    }

    @Override
    public Optional<ReadApi> readApi() {
        return Optional.of(READ_API);
    }

    /** What its name says, and where that is not known, the bot or else the calendar that it names. */
    @Override
    protected Subject subjectOf(Payload payload) {
        EventKind kind = EventKind.of(payload);
        if (kind.isOfCalendar()) {
            return payload.calendar();
        }
        Subject bot = payload.bot();
        return kind == EventKind.UNKNOWN && bot instanceof Subject.Unknown ? payload.calendar() : bot;
    }

    @Override
    protected Normalization normalize(Payload payload, Subject subject, Delivery delivery) {
        EventKind kind = EventKind.of(payload);
        if (subject instanceof Subject.Unknown && !kind.isOfCalendar()) {
            return kind == EventKind.UNKNOWN
                    ? new Rejected(RejectReason.NOT_RECOGNIZED, "neither a bot_id nor a name that Meeting BaaS uses")
                    : new Rejected(RejectReason.NO_SESSION, "an event of Meeting BaaS without a usable bot_id");
        }
        if (payload.data("affected_event_uuids").size()
                        + payload.data("event_uuid").size()
                > Normalization.MAX_EVENTS) {
            return Normalization.tooManyEvents();
        }
        return new Events(
                Dialect.of(payload).id(), new Mapping(payload, subject, delivery).events(), Drift.in(payload));
    }
}
