package io.adjourn.vendors.attendee;

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
import io.adjourn.vendors.VendorTime;
import io.adjourn.vendors.verify.Scheme;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Attendee, in its dialects A0 and A1: see docs/vendors/attendee.md.
 *
 * <p>No header tells when a delivery was sent, so there is no window; what a captured delivery repeats is dropped as a
 * duplicate.
 */
public final class Attendee implements Vendor {
    private static final List<Scheme> SCHEMES = List.of(new CanonicalSignature());
    private static final Outline SUBJECT = Outline.of("trigger", "bot_id", "app_session_id", "calendar_id");

    @Override
    public String id() {
        return "attendee";
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
        return Set.of();
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
        if (payload.subject() instanceof Subject.Unknown) {
            if (payload.word() == null) {
                return new Rejected(RejectReason.NOT_RECOGNIZED, "neither a trigger nor a bot_id or app_session_id");
            }
            if (isOfMeeting(payload.trigger())) {
                return new Rejected(
                        RejectReason.NO_SESSION, "an event of Attendee without a usable bot_id or app_session_id");
            }
        }
        var time = VendorTime.eventTime(payload.time(), null, delivery.receivedAt());
        return new Events(dialect(payload), new Reading(payload, time).events(), Unknown.in(payload));
    }

    /** Whether such an event is senseless without a bot. One that is not known yet may be about anything. */
    private static boolean isOfMeeting(@Nullable Trigger trigger) {
        return switch (trigger) {
            case CALENDAR_EVENTS, CALENDAR_STATE, ZOOM_CONNECTION -> false;
            case null -> false;
            default -> true;
        };
    }

    /** A0 had changes of state alone, and nothing beside them. */
    private static String dialect(Payload payload) {
        boolean documented =
                payload.trigger() == Trigger.STATE_CHANGE && !payload.hasEventMetadata() && !payload.isOfAppSession();
        return documented ? "A0" : "A1";
    }

    @Override
    public CompletionRules completionRules() {
        return CompletionRules.of(Set.of(ArtifactKind.RECORDING), Duration.ofHours(2));
    }
}
