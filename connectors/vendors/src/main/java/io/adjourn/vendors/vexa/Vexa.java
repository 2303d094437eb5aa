package io.adjourn.vendors.vexa;

import com.fasterxml.jackson.databind.JsonNode;
import io.adjourn.meetings.v1.RejectReason;
import io.adjourn.vendors.CompletionRules;
import io.adjourn.vendors.Delivery;
import io.adjourn.vendors.Event;
import io.adjourn.vendors.JsonSkeleton;
import io.adjourn.vendors.JsonVendor;
import io.adjourn.vendors.Normalization;
import io.adjourn.vendors.Normalization.Events;
import io.adjourn.vendors.Normalization.Rejected;
import io.adjourn.vendors.ReadApi;
import io.adjourn.vendors.Subject;
import io.adjourn.vendors.verify.BearerSecret;
import io.adjourn.vendors.verify.Scheme;
import io.adjourn.vendors.verify.TimedHmac;
import io.adjourn.vendors.vexa.EventKind.ArtifactMade;
import io.adjourn.vendors.vexa.EventKind.StatusChanged;
import io.adjourn.vendors.vexa.EventKind.TestSent;
import io.adjourn.vendors.vexa.EventKind.Unrecognized;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Vexa, in its dialects V0, V1 and V2, and V-pull for answers of its read API: see docs/vendors/vexa.md.
 *
 * <p>V2 tells of a step twice: by a name of its own with the meeting's id, and, untyped, with the bot's connection alone.
 * The latter is read as what it says, and is about no meeting.
 */
public final class Vexa extends JsonVendor<Payload> {
    /** The sender sets none, and signs each attempt again. */
    private static final Duration WINDOW = Duration.ofMinutes(5);

    private static final List<Scheme> SCHEMES = List.of(
            new TimedHmac("hmac", "x-webhook-signature", "sha256=", "x-webhook-timestamp", WINDOW),
            new BearerSecret("bearer"));
    private static final JsonSkeleton SUBJECT = JsonSkeleton.of(
            "event_type",
            "id",
            "native_meeting_id",
            "status",
            "meeting.id",
            "recording.meeting_id",
            "data.meeting.id",
            "data.recording.meeting_id");

    /** Ids are numbers that fit a long. */
    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,18}");

    private static final ReadApi READ_API = new VexaReadApi();

    public Vexa() {
        super("vexa", SUBJECT, Payload::of);
    }

    @Override
    public List<Scheme> schemes() {
        return SCHEMES;
    }

    @Override
    public CompletionRules completionRules() {
        return CompletionRules.of(Set.of(), Duration.ofMinutes(10));
    }

    @Override
    public Optional<ReadApi> readApi() {
        return Optional.of(READ_API);
    }

    /** The meeting, by Vexa's number for one run of a bot; nothing where it is only a try of the way here. */
    @Override
    protected Subject subjectOf(Payload payload) {
        if (EventKind.of(payload) instanceof TestSent) {
            return new Subject.Unknown();
        }
        Subject meeting = meeting(payload.meetingId());
        return meeting instanceof Subject.Meeting ? meeting : meeting(payload.meetingIdOfRecording());
    }

    private static Subject meeting(JsonNode id) {
        String digits = id.isIntegralNumber() ? id.asText() : id.textValue();
        return Subject.meeting(digits != null && ID.matcher(digits).matches() ? digits : null);
    }

    @Override
    protected Normalization normalize(Payload payload, Subject subject, Delivery delivery) {
        Rejected rejected = rejected(payload, subject);
        if (rejected != null) {
            return rejected;
        }
        List<Event> events = new Mapping(payload, subject, delivery).events();
        return events.isEmpty()
                ? new Rejected(RejectReason.BAD_VALUE, "a status change that does not say to which status")
                : new Events(Dialect.of(payload).id(), events, Drift.in(payload));
    }

    private static @Nullable Rejected rejected(Payload payload, Subject subject) {
        EventKind kind = EventKind.of(payload);
        if (subject instanceof Subject.Unknown) {
            if (kind instanceof Unrecognized && !payload.hasEnvelope()) {
                return new Rejected(RejectReason.NOT_RECOGNIZED, "neither a meeting nor a name that Vexa uses");
            }
            boolean ofMeeting = kind instanceof StatusChanged || kind instanceof ArtifactMade;
            if (ofMeeting && !(kind instanceof StatusChanged && payload.namesConnection())) {
                return new Rejected(RejectReason.NO_SESSION, "an event of Vexa without a usable meeting id");
            }
        }
        return payload.recording().node().path("media_files").size() > Normalization.MAX_EVENTS
                ? Normalization.tooManyEvents()
                : null;
    }
}
