package io.adjourn.vendors.meetingbaasv1;

import com.fasterxml.jackson.databind.JsonNode;
import io.adjourn.meetings.v1.ActivityKind;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.vendors.Delivery;
import io.adjourn.vendors.Event;
import io.adjourn.vendors.Event.Activity;
import io.adjourn.vendors.Event.Artifact;
import io.adjourn.vendors.Event.Calendar;
import io.adjourn.vendors.Event.Calendar.Instance;
import io.adjourn.vendors.Event.EventTime;
import io.adjourn.vendors.Event.Link;
import io.adjourn.vendors.Event.Media;
import io.adjourn.vendors.Event.MeetingReference;
import io.adjourn.vendors.Event.RunSummary;
import io.adjourn.vendors.Event.Said;
import io.adjourn.vendors.Event.StateChange;
import io.adjourn.vendors.Event.VendorWords;
import io.adjourn.vendors.Json;
import io.adjourn.vendors.SemanticKey;
import io.adjourn.vendors.Subject;
import io.adjourn.vendors.VendorTime;
import io.adjourn.vendors.meetingbaasv1.Vocabulary.Status;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A body as the facts it tells.
 *
 * <p>What identifies a fact, so that a repetition is recognized: the kind of an end, since links are signed afresh each time; the
 * error of a failure; the code and time of a status; the time of a calendar. A fact without a time is identified by its whole content.
 */
final class Mapping {
    private static final VendorWords NO_WORDS = new VendorWords(null, null, null);

    private final Payload payload;
    private final Subject subject;
    private final Instant receivedAt;
    private final EventKind eventKind;
    private final EventTime time;

    Mapping(Payload payload, Subject subject, Delivery delivery) {
        this.payload = payload;
        this.subject = subject;
        this.receivedAt = delivery.receivedAt();
        this.eventKind = EventKind.of(payload);
        this.time = VendorTime.eventTime(payload.time(), null, receivedAt);
    }

    List<Event> events() {
        return switch (eventKind) {
            case STATUS_CHANGED -> List.of(status());
            case STARTED -> List.of(reached(BotState.IN_MEETING, null, NO_WORDS, RunSummary.NONE));
            case COMPLETED -> completed();
            case FAILED -> List.of(failed());
            case TRANSCRIBED, TRANSCRIBED_AGAIN -> List.of(transcribed());
            case CALENDAR_SYNCED, EVENT_ADDED, EVENT_UPDATED, EVENT_DELETED -> List.of(calendar());
            case UNKNOWN -> unknown();
        };
    }

    /** A name that is not known, kept whole; what it says of a bot that is known comes first. */
    private List<Event> unknown() {
        StateChange known = subject instanceof Subject.Meeting ? ofUnknownName() : null;
        Activity whole = activity(ActivityKind.UNKNOWN);
        return known == null ? List.of(whole) : List.of(known, whole);
    }

    private @Nullable StateChange ofUnknownName() {
        if (Vocabulary.statusOf(payload.code()) != null) {
            return status();
        }
        String error = payload.error();
        EndReason reason = Vocabulary.reasonOf(error);
        return reason == EndReason.UNKNOWN
                ? null
                : change(
                        said(eventKind.name(), payload.event(), error),
                        BotState.UNKNOWN,
                        reason,
                        new VendorWords(null, error, payload.message()),
                        RunSummary.NONE);
    }

    private StateChange status() {
        String code = payload.code();
        Status known = Vocabulary.statusOf(code);
        Instant recording = VendorTime.usable(payload.recordingStart(), receivedAt);
        EndReason reason = known == null ? reasonBeside(code) : known.reason();
        return change(
                said(EventKind.STATUS_CHANGED.name(), code, timeKey()),
                known == null ? BotState.UNKNOWN : known.state(),
                reason,
                new VendorWords(code, payload.errorType(), payload.errorMessage()),
                new RunSummary(null, recording, null, false, List.of(), List.of(), null, null));
    }

    /** Why the run ended by a code that is not known: by the error beside it, or where the code is the word for one. */
    private @Nullable EndReason reasonBeside(@Nullable String code) {
        for (@Nullable String word : new @Nullable String[] {payload.error(), payload.errorType(), code}) {
            EndReason reason = Vocabulary.reasonOf(word);
            if (reason != EndReason.UNKNOWN) {
                return reason;
            }
        }
        return null;
    }

    private List<Event> completed() {
        var run = new RunSummary(null, null, null, false, List.of(), payload.speakers(), null, null);
        return Stream.<@Nullable Event>of(
                        reached(BotState.ENDED, EndReason.NORMAL_EXIT, NO_WORDS, run),
                        recording(ArtifactKind.VIDEO, payload.data("mp4"), new Media("mp4", null, null)),
                        recording(ArtifactKind.AUDIO, payload.data("audio"), Media.NONE),
                        transcript(payload.data("transcript")))
                .filter(Objects::nonNull)
                .toList();
    }

    /** Once an attempt, of which a bot may have several: nothing but its error tells one failure from another. */
    private StateChange failed() {
        String error = payload.error();
        return change(
                error == null ? said(eventKind.name()) : said(eventKind.name(), error),
                BotState.FAILED,
                Vocabulary.reasonOf(error),
                new VendorWords(null, error, payload.message()),
                RunSummary.NONE);
    }

    /** A file of the recording: null says that there is none, absence says nothing. */
    private @Nullable Artifact recording(ArtifactKind kind, JsonNode link, Media media) {
        if (link.isTextual() && !link.textValue().isEmpty()) {
            return artifact(kind, ArtifactStatus.READY, new Link(link.textValue(), null), media, null);
        }
        return link.isNull() || link.isTextual() ? unavailable(kind) : null;
    }

    /** The transcript, inline. It is documented to be absent where none was made; of the dotted names nothing is. */
    private @Nullable Artifact transcript(JsonNode transcript) {
        if (!transcript.isEmpty()) {
            return artifact(ArtifactKind.TRANSCRIPT, ArtifactStatus.READY, null, Media.NONE, Json.write(transcript));
        }
        boolean none = transcript.isMissingNode()
                ? Dialect.of(payload) != Dialect.DOTTED
                : transcript.isNull() || transcript.isContainerNode();
        return none ? unavailable(ArtifactKind.TRANSCRIPT) : null;
    }

    private Artifact unavailable(ArtifactKind kind) {
        return artifact(kind, ArtifactStatus.UNAVAILABLE, null, Media.NONE, null);
    }

    /** What {@code complete} says of an artifact. What a later one contradicts must not pass for its repetition. */
    private Artifact artifact(
            ArtifactKind kind, ArtifactStatus status, @Nullable Link link, Media media, @Nullable String content) {
        Said said = said(eventKind.name(), kind.name(), status.name());
        return new Artifact(said, kind, status, false, null, link, media, content, null, null);
    }

    /** The transcript, made or made again after the end. */
    private Artifact transcribed() {
        JsonNode transcript = payload.data("transcript");
        return new Artifact(
                said(eventKind.name(), payload.data()),
                ArtifactKind.TRANSCRIPT,
                ArtifactStatus.READY,
                false,
                null,
                null,
                Media.NONE,
                transcript.isEmpty() ? null : Json.write(transcript),
                null,
                null);
    }

    private Event calendar() {
        if (!(subject instanceof Subject.Calendar(var id))) {
            return activity(ActivityKind.INFO);
        }
        String changed = timeKey();
        List<Instance> instances = payload.calendarEvents()
                .map(event -> new Instance(event, null, null, null, null, null, null, null, null, null))
                .toList();
        return new Calendar(
                changed == null
                        ? said(eventKind.name(), payload.data())
                        : said(eventKind.name(), payload.calendarEvent(), changed),
                eventKind.action(),
                id,
                null,
                null,
                null,
                null,
                null,
                instances);
    }

    private Activity activity(ActivityKind kind) {
        String whole = payload.whole();
        return new Activity(said(eventKind.name(), whole), kind, whole);
    }

    /** A state that a bot reaches once at most. */
    private StateChange reached(BotState state, @Nullable EndReason reason, VendorWords words, RunSummary run) {
        return change(said(eventKind.name()), state, reason, words, run);
    }

    private StateChange change(
            Said said, BotState state, @Nullable EndReason reason, VendorWords words, RunSummary run) {
        boolean terminal = state == BotState.ENDED || state == BotState.FAILED;
        var meeting = new MeetingReference(null, null, null, payload.calendarEvent());
        return new StateChange(said, state, null, reason, terminal, words, meeting, run, payload.attributes());
    }

    private Said said(@Nullable String... identity) {
        return new Said(Objects.requireNonNullElse(payload.event(), ""), SemanticKey.of(identity), time);
    }

    /** The event's own time in one rendering, or as it is written where it cannot be read. */
    private @Nullable String timeKey() {
        VendorTime own = payload.time();
        return own == null ? null : own.inOneRendering();
    }
}
