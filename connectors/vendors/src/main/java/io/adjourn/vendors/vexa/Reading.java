package io.adjourn.vendors.vexa;

import io.adjourn.meetings.v1.ActivityKind;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.vendors.Event;
import io.adjourn.vendors.Event.Activity;
import io.adjourn.vendors.Event.Artifact;
import io.adjourn.vendors.Event.Media;
import io.adjourn.vendors.Event.RunSummary;
import io.adjourn.vendors.Event.Said;
import io.adjourn.vendors.Event.StateChange;
import io.adjourn.vendors.Event.VendorWords;
import io.adjourn.vendors.SemanticKey;
import io.adjourn.vendors.Subject;
import io.adjourn.vendors.VendorTime;
import io.adjourn.vendors.vexa.Meaning.Made;
import io.adjourn.vendors.vexa.Meaning.Tried;
import io.adjourn.vendors.vexa.Meaning.Unknown;
import io.adjourn.vendors.vexa.Meaning.Went;
import io.adjourn.vendors.vexa.Recording.File;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A body read as the facts it tells. */
final class Reading {
    private final Payload payload;
    private final Instant receivedAt;

    Reading(Payload payload, Instant receivedAt) {
        this.payload = payload;
        this.receivedAt = receivedAt;
    }

    /** Its facts; none where it tells of a step and not to which status. */
    List<Event> events() {
        return switch (payload.meaning()) {
            case Went(var named) -> {
                String to = named == null ? payload.to() : named;
                yield to == null ? List.of() : went(to);
            }
            case Made(var kind) -> made(kind);
            case Tried() -> List.of(activity(ActivityKind.INFO));
            case Unknown() -> unknown();
        };
    }

    /** The step, and what became of the transcript where the end of a run that is known tells it. */
    private List<Event> went(String to) {
        StateChange change = stateChange(to);
        Artifact transcript = change.terminal() ? transcript() : null;
        return transcript == null ? List.of(change) : List.of(change, transcript);
    }

    private StateChange stateChange(String to) {
        BotState state = stateOf(to);
        boolean terminal = state == BotState.ENDED || state == BotState.FAILED;
        VendorTime time = firstOf(payload.changedAt(), terminal ? payload.endedAt() : null, payload.envelopedAt());
        // A run ends once with each status, by however many names and at whatever times that is told; a meeting that is
        // opened again has more than one.
        String key = terminal
                ? SemanticKey.of("end", to, runKey())
                : SemanticKey.of("step", to, time == null ? null : time.inOneRendering());
        return new StateChange(
                said(key, time),
                state,
                previous(),
                terminal ? reasonToEnd(state) : reasonToStop(state),
                terminal,
                words(to, terminal),
                payload.reference(),
                run(terminal),
                payload.attributes());
    }

    /** What tells one run's end from another's: the end of the meeting, of which all tellings know. */
    private @Nullable String runKey() {
        VendorTime end = firstOf(payload.endedAt(), payload.changedAt());
        return end == null ? null : end.inOneRendering();
    }

    private static BotState stateOf(String status) {
        return Words.STATUSES.getOrDefault(status, BotState.UNKNOWN);
    }

    private @Nullable BotState previous() {
        String from = payload.from();
        return from == null ? null : stateOf(from);
    }

    /** Who stops a run may tell more than the end that follows. */
    private @Nullable EndReason reasonToStop(BotState state) {
        return state == BotState.LEAVING
                ? meaning(payload.transitionSource(), Words.TRANSITION_SOURCES).orElse(EndReason.LEFT_ON_REQUEST)
                : null;
    }

    /** By the first word that is known: the completion reason, the bot's own, and of a failure how far it had come. */
    private EndReason reasonToEnd(BotState state) {
        return Stream.of(
                        meaning(payload.completionReason(), Words.COMPLETION_REASONS),
                        meaning(payload.reason(), Words.REASONS),
                        state == BotState.FAILED
                                ? meaning(payload.failureStage(), Words.FAILURE_STAGES)
                                : Optional.<EndReason>empty())
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(EndReason.UNKNOWN);
    }

    private static Optional<EndReason> meaning(@Nullable String word, Map<String, EndReason> words) {
        return Optional.ofNullable(word).map(words::get);
    }

    private VendorWords words(String to, boolean terminal) {
        String reason = payload.reason();
        if (!terminal) {
            return new VendorWords(to, reason, null);
        }
        String completion = payload.completionReason();
        String details = payload.errorDetails();
        return completion == null
                ? new VendorWords(to, reason == null ? payload.failureStage() : reason, details)
                : new VendorWords(to, completion, details == null ? reason : details);
    }

    private RunSummary run(boolean terminal) {
        boolean neverJoined = terminal && payload.saysNeverAdmitted();
        return new RunSummary(
                neverJoined ? null : joined(),
                null,
                payload.durationSeconds(),
                neverJoined,
                List.of(),
                List.of(),
                payload.askedFor(),
                null);
    }

    private @Nullable Instant joined() {
        Instant admitted = VendorTime.usable(payload.admittedAt(), receivedAt);
        return admitted == null ? VendorTime.usable(payload.startedAt(), receivedAt) : admitted;
    }

    /** The transcript of the run that is over; null where nothing is said of it, or not of which meeting. */
    private @Nullable Artifact transcript() {
        String outcome = payload.transcriptionOutcome();
        ArtifactStatus status = outcome == null ? null : Words.TRANSCRIPTION_OUTCOMES.get(outcome);
        if (status == null || !(payload.subject() instanceof Subject.Meeting)) {
            return null;
        }
        String fault = payload.transcriptionFault();
        String whyNot = fault == null ? outcome : fault;
        return new Artifact(
                said(
                        SemanticKey.of("transcription", status.name(), runKey()),
                        firstOf(payload.endedAt(), payload.changedAt(), payload.envelopedAt())),
                ArtifactKind.TRANSCRIPT,
                status,
                false,
                null,
                null,
                Media.NONE,
                null,
                payload.transcriptionProvider(),
                status == ArtifactStatus.READY ? null : whyNot);
    }

    private List<Event> made(ArtifactKind kind) {
        if (kind != ArtifactKind.RECORDING) {
            return List.of(artifact(Recording.NONE, new File(null, kind, Media.NONE)));
        }
        Recording recording = payload.recording();
        return recording.files().stream()
                .<Event>map(file -> artifact(recording, file))
                .toList();
    }

    private Artifact artifact(Recording recording, File file) {
        ArtifactStatus status = recording.outcome();
        // With the kind: old builds gave a session's audio and video the same number.
        String key =
                SemanticKey.of("made", recording.id(), file.id(), file.kind().name(), status.name());
        return new Artifact(
                said(key, firstOf(recording.time(), payload.envelopedAt())),
                file.kind(),
                status,
                false,
                artifactId(recording.id(), file.id()),
                null,
                file.media(),
                null,
                null,
                status == ArtifactStatus.READY ? null : recording.status());
    }

    /** Both numbers, as Vexa's API asks for both; null where there is neither. */
    private static @Nullable String artifactId(@Nullable String recording, @Nullable String file) {
        if (recording == null || file == null) {
            return recording == null ? file : recording;
        }
        return recording + "/" + file;
    }

    /** A name that is not known, kept whole; what it says that is known comes first. */
    private List<Event> unknown() {
        Activity whole = activity(ActivityKind.UNKNOWN);
        String to = payload.knownTo();
        return to == null
                ? List.of(whole)
                : Stream.concat(went(to).stream(), Stream.of(whole)).toList();
    }

    private Activity activity(ActivityKind kind) {
        return new Activity(
                said(SemanticKey.of("unknown", payload.whole()), payload.envelopedAt()), kind, payload.published());
    }

    private Said said(String key, @Nullable VendorTime time) {
        String name = payload.name();
        return new Said(name == null ? "" : name, key, VendorTime.eventTime(time, payload.envelopedAt(), receivedAt));
    }

    private static @Nullable VendorTime firstOf(@Nullable VendorTime... times) {
        return Stream.of(times).filter(Objects::nonNull).findFirst().orElse(null);
    }
}
