package io.adjourn.vendors.vexa;

import io.adjourn.meetings.v1.RejectReason;
import io.adjourn.vendors.Body;
import io.adjourn.vendors.CompletionRules;
import io.adjourn.vendors.Delivery;
import io.adjourn.vendors.Event;
import io.adjourn.vendors.Normalization;
import io.adjourn.vendors.Normalization.Events;
import io.adjourn.vendors.Normalization.Rejected;
import io.adjourn.vendors.Outline;
import io.adjourn.vendors.Subject;
import io.adjourn.vendors.Vendor;
import io.adjourn.vendors.verify.BearerSecret;
import io.adjourn.vendors.verify.Scheme;
import io.adjourn.vendors.verify.TimedHmac;
import io.adjourn.vendors.vexa.Meaning.Made;
import io.adjourn.vendors.vexa.Meaning.Unknown;
import io.adjourn.vendors.vexa.Meaning.Went;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Vexa, in its dialects V0, V1 and V2: see docs/vendors/vexa.md.
 *
 * <p>V2 tells of a step twice: by a name of its own with the meeting's id, and, untyped, with the bot's connection alone.
 * The latter is read as what it says, and is about no meeting.
 */
public final class Vexa implements Vendor {
    /** The sender sets none, and signs each attempt anew. */
    private static final Duration WINDOW = Duration.ofMinutes(5);

    private static final List<Scheme> SCHEMES = List.of(
            new TimedHmac("hmac", "x-webhook-signature", "sha256=", "x-webhook-timestamp", WINDOW),
            new BearerSecret("bearer"));
    private static final Outline SUBJECT = Outline.of(
            "event_type",
            "id",
            "native_meeting_id",
            "status",
            "meeting.id",
            "recording.meeting_id",
            "data.meeting.id",
            "data.recording.meeting_id");

    @Override
    public String id() {
        return "vexa";
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
        return Payload.of(body.outline(SUBJECT)).subject();
    }

    @Override
    public Normalization normalize(Delivery delivery) {
        return Normalization.ofObject(delivery.body(), node -> read(Payload.of(node), delivery.receivedAt()));
    }

    private static Normalization read(Payload payload, Instant receivedAt) {
        Meaning meaning = payload.meaning();
        if (payload.subject() instanceof Subject.Unknown) {
            if (meaning instanceof Unknown && !payload.hasEnvelope()) {
                return new Rejected(RejectReason.NOT_RECOGNIZED, "neither a meeting nor a name that Vexa uses");
            }
            boolean ofMeeting = meaning instanceof Went || meaning instanceof Made;
            if (ofMeeting && !(meaning instanceof Went && payload.namesConnection())) {
                return new Rejected(RejectReason.NO_SESSION, "an event of Vexa without a usable meeting id");
            }
        }
        if (payload.recording().node().path("media_files").size() > Normalization.MAX_EVENTS) {
            return Normalization.tooManyEvents();
        }
        List<Event> events = new Reading(payload, receivedAt).events();
        return events.isEmpty()
                ? new Rejected(RejectReason.BAD_VALUE, "a status change that does not say to which status")
                : new Events(payload.dialect(), events, payload.unknown());
    }

    @Override
    public CompletionRules completionRules() {
        return CompletionRules.of(Set.of(), Duration.ofMinutes(10));
    }
}
