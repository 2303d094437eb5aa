package io.adjourn.vendors.vexa;

import io.adjourn.meetings.v1.ActivityKind;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.vendors.Delivery;
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
import io.adjourn.vendors.vexa.EventKind.ArtifactMade;
import io.adjourn.vendors.vexa.EventKind.StatusChanged;
import io.adjourn.vendors.vexa.EventKind.TestSent;
import io.adjourn.vendors.vexa.EventKind.Unrecognized;
import io.adjourn.vendors.vexa.Recording.File;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A body as the facts it tells. */
final class Mapping {
    /** What kinds of artifact a bot can be asked for of which Vexa also says, in all of its dialects, what became of them. */
    private static final Set<ArtifactKind> RECORDED = Set.of(ArtifactKind.RECORDING);

    private final Payload payload;
    private final Subject subject;
    private final Instant receivedAt;

    Mapping(Payload payload, Subject subject, Delivery delivery) {
        this.payload = payload;
        this.subject = subject;
        this.receivedAt = delivery.receivedAt();
    }

    /** Its facts; none where it tells of a step and not to which status. */
    List<Event> events() {
        return switch (EventKind.of(payload)) {
            case StatusChanged(var named) -> {
                String to = named == null ? to() : named;
                yield to == null ? List.of() : went(to);
            }
            case ArtifactMade(var kind) -> made(kind);
            case TestSent() -> List.of(activity(ActivityKind.INFO));
            case Unrecognized() -> unknown();
        };
    }

    /** The status that the run went to. That of the meeting may be a later one, and is for want of better. */
    private @Nullable String to() {
        String changed = payload.changedTo();
        return changed == null ? payload.meetingStatus() : changed;
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
        // A run ends once with each status, under however many names and at whatever times that is reported; a meeting
        // that is
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
        return Vocabulary.STATUSES.getOrDefault(status, BotState.UNKNOWN);
    }

    private @Nullable BotState previous() {
        String from = payload.from();
        return from == null ? null : stateOf(from);
    }

    /** Who stops a run may tell more than the end that follows. */
    private @Nullable EndReason reasonToStop(BotState state) {
        return state == BotState.LEAVING
                ? meaning(payload.transitionSource(), Vocabulary.TRANSITION_SOURCES)
                        .orElse(EndReason.LEFT_ON_REQUEST)
                : null;
    }

    /** By the first word that is known: the completion reason, the bot's own, and of a failure how far it had come. */
    private EndReason reasonToEnd(BotState state) {
        return Stream.of(
                        meaning(payload.completionReason(), Vocabulary.COMPLETION_REASONS),
                        meaning(payload.reason(), Vocabulary.REASONS),
                        state == BotState.FAILED
                                ? meaning(payload.failureStage(), Vocabulary.FAILURE_STAGES)
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
                askedFor(),
                null);
    }

    /**
     * What the bot was asked for, as far as the meeting says: V2 does not tell of recordings, asked for or not. Null where it
     * says nothing.
     */
    private @Nullable Set<ArtifactKind> askedFor() {
        Boolean recording = payload.recordingEnabled();
        if (recording == null) {
            return null;
        }
        if (!recording) {
            return Set.of();
        }
        return Dialect.of(payload) == Dialect.V2 ? null : RECORDED;
    }

    private @Nullable Instant joined() {
        Instant admitted = VendorTime.usable(payload.admittedAt(), receivedAt);
        return admitted == null ? VendorTime.usable(payload.startedAt(), receivedAt) : admitted;
    }

    /** The transcript of the run that is over; null where nothing is said of it, or not of which meeting. */
    private @Nullable Artifact transcript() {
        String outcome = payload.transcriptionOutcome();
        ArtifactStatus status = outcome == null ? null : Vocabulary.TRANSCRIPTION_OUTCOMES.get(outcome);
        if (status == null || !(subject instanceof Subject.Meeting)) {
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
        String to = knownTo();
        return to == null
                ? List.of(whole)
                : Stream.concat(went(to).stream(), Stream.of(whole)).toList();
    }

    /**
     * The status that the run went to by an event whose name is not known: the one that a change tells, or that of a meeting that
     * is over. A meeting's own status while it goes on is no step, for anything may be reported about it then. Null where it is none
     * that is known.
     */
    private @Nullable String knownTo() {
        String changed = payload.changedTo();
        if (changed != null) {
            return Vocabulary.STATUSES.containsKey(changed) ? changed : null;
        }
        String status = payload.meetingStatus();
        return Vocabulary.COMPLETED.equals(status) || Vocabulary.FAILED.equals(status) ? status : null;
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
