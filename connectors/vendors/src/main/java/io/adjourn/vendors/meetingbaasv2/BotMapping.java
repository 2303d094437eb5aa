package io.adjourn.vendors.meetingbaasv2;

import com.fasterxml.jackson.databind.JsonNode;
import io.adjourn.meetings.v1.ActivityKind;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.vendors.Event;
import io.adjourn.vendors.Event.Activity;
import io.adjourn.vendors.Event.Artifact;
import io.adjourn.vendors.Event.DataDeletion;
import io.adjourn.vendors.Event.Link;
import io.adjourn.vendors.Event.Media;
import io.adjourn.vendors.Event.MeetingReference;
import io.adjourn.vendors.Event.RunSummary;
import io.adjourn.vendors.Event.Said;
import io.adjourn.vendors.Event.StateChange;
import io.adjourn.vendors.Event.VendorWords;
import io.adjourn.vendors.Json;
import io.adjourn.vendors.SemanticKey;
import io.adjourn.vendors.VendorTime;
import io.adjourn.vendors.meetingbaasv2.EventKind.ChatMessage;
import io.adjourn.vendors.meetingbaasv2.EventKind.Completed;
import io.adjourn.vendors.meetingbaasv2.EventKind.Failed;
import io.adjourn.vendors.meetingbaasv2.EventKind.OfBot;
import io.adjourn.vendors.meetingbaasv2.EventKind.StatusChanged;
import io.adjourn.vendors.meetingbaasv2.Vocabulary.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A body about a bot, as the facts it tells; what the bot came to, first. */
final class BotMapping {
    /** For which links are signed, as far as is known. */
    private static final Duration LINKS_LAST = Duration.ofHours(4);

    private final Payload payload;
    private final String name;
    private final Times times;

    BotMapping(Payload payload, String name, Times times) {
        this.payload = payload;
        this.name = name;
        this.times = times;
    }

    List<Event> events(OfBot kind) {
        return switch (kind) {
            case Completed() -> completed();
            case Failed() -> failed();
            case StatusChanged() -> statusChanged();
            case ChatMessage() -> List.of(chatMessage());
        };
    }

    /** Once a bot; it comes again, with fresh links, when data is deleted, or on request. */
    private List<Event> completed() {
        VendorTime exitedAt = payload.time("exited_at");
        var events = new ArrayList<Event>();
        events.add(new StateChange(
                said(SemanticKey.of(name), exitedAt),
                BotState.ENDED,
                null,
                // It gives no reason; one that an earlier step gave tells more.
                EndReason.NORMAL_EXIT,
                true,
                new VendorWords(null, null, null),
                meeting(),
                summary(),
                payload.attributes()));
        for (Product product : Product.values()) {
            ArtifactStatus status = product.statusIn(payload.data(), payload.dataDeleted());
            if (status != null) {
                String provider = product.isTranscribed() ? payload.text("transcription_provider") : null;
                events.add(artifact(product.kind(), status, exitedAt, linkTo(product), provider, null));
            }
        }
        if (payload.dataDeleted()) {
            events.add(new DataDeletion(
                    // Deleted at some time before this was sent; the end of the run is another matter.
                    said(SemanticKey.of("data_deleted"), null),
                    new VendorWords(null, null, null),
                    payload.attributes()));
        }
        return events;
    }

    private RunSummary summary() {
        return new RunSummary(
                times.instant(payload.time("joined_at")),
                null,
                durationSeconds(payload.data().path("duration_seconds")),
                false,
                payload.people("participants"),
                payload.people("speakers"),
                null,
                null);
    }

    private static @Nullable Double durationSeconds(JsonNode value) {
        double seconds = value.isNumber() ? value.doubleValue() : -1;
        return seconds >= 0 && Double.isFinite(seconds) ? seconds : null;
    }

    private @Nullable Link linkTo(Product product) {
        String url = product.linkIn(payload.data());
        if (url == null) {
            return null;
        }
        // By the body alone: an attempt comes later than the signing, and a link must not be said to last longer than
        // it does.
        Instant signedAt = times.instant(payload.sentAt());
        return new Link(url, signedAt == null ? null : signedAt.plus(LINKS_LAST));
    }

    /** What is known of an event whose name is not: the step, or else why a run ended; nothing where it says neither. */
    List<Event> ofUnknownName() {
        if (Vocabulary.statusOf(payload.statusCode()) != null) {
            return statusChanged();
        }
        String error = payload.errorCode();
        EndReason reason = Vocabulary.reasonOf(error);
        return error == null || reason == null ? List.of() : List.of(unknownStep(reason, error));
    }

    private StateChange unknownStep(EndReason reason, String error) {
        return new StateChange(
                said(SemanticKey.of(name, error, payload.whole()), null),
                BotState.UNKNOWN,
                null,
                reason,
                false,
                new VendorWords(null, error, payload.text("error_message")),
                meeting(),
                RunSummary.NONE,
                payload.attributes());
    }

    /** Once an attempt, of which a bot may have several; where it was never picked up, this is all that is ever heard of it. */
    private List<Event> failed() {
        String code = payload.errorCode();
        String message = payload.text("error_message");
        EndReason known = Vocabulary.reasonOf(code);
        EndReason reason = known == null ? EndReason.UNKNOWN : known;
        var failure = new StateChange(
                said(SemanticKey.of(name, code, minuteOfSending()), null),
                BotState.FAILED,
                null,
                reason,
                true,
                new VendorWords(null, code, message),
                meeting(),
                RunSummary.NONE,
                payload.attributes());
        return reason == EndReason.TRANSCRIPTION_FAILED
                ? List.of(failure, failedArtifact(ArtifactKind.TRANSCRIPT, null, message == null ? code : message))
                : List.of(failure);
    }

    /**
     * What tells one attempt's failure from another's of the same code: it has no time but that of its sending. The webhook and
     * the callback of one failure are sent at once, each with a time of its own; attempts take minutes.
     */
    private @Nullable String minuteOfSending() {
        Instant sent = times.instant(payload.sentAt());
        return sent == null ? null : sent.truncatedTo(ChronoUnit.MINUTES).toString();
    }

    private List<Event> statusChanged() {
        String code = payload.statusCode();
        Status known = Vocabulary.statusOf(code);
        String message = payload.status().path("error_message").textValue();
        VendorTime createdAt = VendorTime.of(payload.status().path("created_at"));
        EndReason reason = known == null ? reasonBeside(code) : known.reason();
        var step = new StateChange(
                said(SemanticKey.of(name, code, when(code, createdAt)), createdAt),
                known == null ? BotState.UNKNOWN : known.state(),
                known == null ? null : known.previous(),
                reason,
                false,
                new VendorWords(code, reason == null ? null : code, message),
                meeting(),
                recordingSince(times.instant(VendorTime.of(payload.status().path("start_time")))),
                payload.attributes());
        return Vocabulary.RECORDING_FAILED.equals(code)
                ? List.of(step, failedArtifact(ArtifactKind.RECORDING, createdAt, message))
                : List.of(step);
    }

    /** What distinguishes a step from the same step at another time: its time, or, for an attempt without one, its number. */
    private @Nullable String when(@Nullable String code, @Nullable VendorTime createdAt) {
        if (createdAt == null) {
            return Vocabulary.RETRYING.equals(code)
                    ? Json.words(payload.status().path("attempt"))
                    : null;
        }
        return createdAt.inOneRendering();
    }

    /** Why the run ended by a step that is not known: by the error beside it, or where the step is one in other letters. */
    private @Nullable EndReason reasonBeside(@Nullable String code) {
        EndReason reason = Vocabulary.reasonOf(payload.errorCode());
        return reason == null ? Vocabulary.reasonOf(code) : reason;
    }

    private static RunSummary recordingSince(@Nullable Instant start) {
        return start == null
                ? RunSummary.NONE
                : new RunSummary(null, start, null, false, List.of(), List.of(), null, null);
    }

    private Activity chatMessage() {
        String id = payload.text("message_id");
        return new Activity(
                said(SemanticKey.of(id == null ? payload.whole() : id), null),
                ActivityKind.CHAT_MESSAGE,
                payload.whole());
    }

    private Artifact failedArtifact(ArtifactKind kind, @Nullable VendorTime time, @Nullable String detail) {
        return artifact(kind, ArtifactStatus.FAILED, time, null, null, detail);
    }

    private Artifact artifact(
            ArtifactKind kind,
            ArtifactStatus status,
            @Nullable VendorTime time,
            @Nullable Link link,
            @Nullable String provider,
            @Nullable String detail) {
        // With the status: what is there at last, or gone, is news; a fresh link to it is not.
        Said said = said(SemanticKey.of(kind.name(), status.name()), time);
        return new Artifact(said, kind, status, false, null, link, Media.NONE, null, provider, detail);
    }

    private MeetingReference meeting() {
        return new MeetingReference(null, null, null, payload.text("event_id"));
    }

    private Said said(String semanticKey, @Nullable VendorTime own) {
        return new Said(name, semanticKey, times.of(own));
    }
}
