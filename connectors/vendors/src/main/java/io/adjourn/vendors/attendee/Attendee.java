package io.adjourn.vendors.attendee;

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
import io.adjourn.vendors.verify.Scheme;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Attendee, in its dialects A0 and A1, and A-pull for answers of its read API: see docs/vendors/attendee.md.
 *
 * <p>No header tells when a delivery was sent, so there is no window; what a captured delivery repeats is dropped as a
 * duplicate.
 */
public final class Attendee extends JsonVendor<Payload> {
    private static final List<Scheme> SCHEMES = List.of(new CanonicalSignature());
    private static final ReadApi READ_API = new AttendeeReadApi();

    public Attendee() {
        super("attendee", JsonSkeleton.of("trigger", "bot_id", "app_session_id", "calendar_id"), Payload::new);
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

    /** The bot, or the app session in its place, but for what concerns no meeting. */
    @Override
    protected Subject subjectOf(Payload payload) {
        return switch (EventKind.of(payload)) {
            case CALENDAR_EVENTS, CALENDAR_STATE -> payload.calendar();
            case ZOOM_CONNECTION -> new Subject.Account();
            default -> payload.bot();
        };
    }

    @Override
    protected Normalization normalize(Payload payload, Subject subject, Delivery delivery) {
        if (subject instanceof Subject.Unknown) {
            if (payload.trigger() == null) {
                return new Rejected(RejectReason.NOT_RECOGNIZED, "neither a trigger nor a bot_id or app_session_id");
            }
            if (isOfMeeting(EventKind.of(payload))) {
                return new Rejected(
                        RejectReason.NO_SESSION, "an event of Attendee without a usable bot_id or app_session_id");
            }
        }
        return new Events(
                Dialect.of(payload).id(), new Mapping(payload, subject, delivery).events(), Drift.in(payload));
    }

    /** Whether such an event is senseless without a bot. One that is not known yet may be about anything. */
    private static boolean isOfMeeting(EventKind kind) {
        return switch (kind) {
            case CALENDAR_EVENTS, CALENDAR_STATE, ZOOM_CONNECTION, UNRECOGNIZED -> false;
            default -> true;
        };
    }
}
