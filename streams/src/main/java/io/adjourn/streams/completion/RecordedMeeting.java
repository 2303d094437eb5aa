package io.adjourn.streams.completion;

import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.CompletionArtifact;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.meetings.v1.TimelineEntry;
import io.adjourn.vendors.Event.Link;
import io.adjourn.vendors.Event.Media;
import io.adjourn.vendors.Event.VendorWords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A meeting whose state was lost, as its last record tells of it: a stub, in the epoch after the record's, that says what the record
 * says. The ids of its events are lost, so a step that is reported again is recognized by its state and time.
 */
final class RecordedMeeting {
    private final MeetingCompletion record;
    private final Moment revised;
    private final Moment first;

    private RecordedMeeting(MeetingCompletion record) {
        this.record = record;
        // What was heard before the record is in it, what is heard after it is newer.
        this.revised = moment(record.getRevisedAt());
        // Of two claims the earlier holds.
        this.first = moment(record.getFirstSeenAt());
    }

    static Meeting of(MeetingCompletion last) {
        return new RecordedMeeting(last).meeting();
    }

    private Meeting meeting() {
        Run run = run();
        var state = new MeetingState(
                record.getDialect(),
                new Seen(Seen.NONE.ids(), record.getEventCount(), record.getDuplicateCount()),
                log(run),
                run,
                about(),
                artifacts(),
                optional(record.getDeletedAt()));
        var publication = new Publication(
                record.getRevision(),
                record.getClosedAt().toEpochMilli(),
                record.getRevisedAt().toEpochMilli(),
                state.isDeleted(),
                false,
                null);
        var numbering = new Numbering(record.getEpoch() + 1, record.getRevision());
        return new Meeting(record.getVendor(), state, publication, null, true, numbering);
    }

    private Run run() {
        List<Step> steps = steps();
        Moment joined = told(record.getJoinedAt());
        Moment recording = told(record.getRecordingStartedAt());
        var run = new Run(
                steps,
                record.getTruncated(),
                current(steps),
                told(record.getRequestedAt()),
                joined,
                recording,
                null,
                presence(steps, joined != null, recording != null),
                record.getJoinAttempts());
        Double duration = record.getDurationSeconds();
        boolean byItsClock = Objects.equals(
                duration, CompletionRecord.duration(run, run.end().orElse(null)));
        return byItsClock ? run : run.withDuration(Claim.of(duration, first, Step.UNIDENTIFIED));
    }

    /** Of steps at the same time the one that the record names. */
    private @Nullable Step current(List<Step> steps) {
        List<Step> named =
                steps.stream().filter(step -> step.state() == record.getState()).toList();
        return Run.latest(named.isEmpty() ? steps : named);
    }

    /** Its timeline. An end is final where the record tells of it as one: the one that holds, or one that contradicts it. */
    private List<Step> steps() {
        var steps = new ArrayList<Step>();
        record.getTimeline().forEach(entry -> steps.add(step(entry)));
        steps.stream()
                .filter(this::isTheEnd)
                .findFirst()
                .ifPresent(end -> steps.replaceAll(step -> isFinal(step, end) ? finalOf(step) : step));
        Run.failureAmong(steps).ifPresent(failure -> steps.set(steps.indexOf(failure), withItsWords(failure)));
        return steps;
    }

    private static Step step(TimelineEntry entry) {
        return new Step(
                entry.getState(),
                new Moment(moment(entry.getAt()).micros(), entry.getInferred()),
                false,
                entry.getReason(),
                new VendorWords(entry.getVendorState(), null, null),
                Step.UNIDENTIFIED);
    }

    private boolean isTheEnd(Step step) {
        return step.state() == record.getState() && step.at().instant().equals(record.getEndedAt());
    }

    private boolean isFinal(Step step, Step end) {
        boolean told = step.state() == end.state()
                || record.getConflicts().stream()
                        .anyMatch(conflict ->
                                conflict.getOther().equals(step.state().name()));
        return told && Step.FIRST_END.compare(step, end) >= 0;
    }

    private static Step finalOf(Step step) {
        return new Step(step.state(), step.at(), true, step.reason(), step.words(), step.id());
    }

    private Step withItsWords(Step failure) {
        String state = failure.words().state();
        String code = record.getErrorCode();
        var words = new VendorWords(state, Objects.equals(code, state) ? null : code, record.getErrorMessage());
        return new Step(failure.state(), failure.at(), failure.terminal(), failure.reason(), words, failure.id());
    }

    /** Steps told of more than the record shows, such as the state before; what the record concludes from it is concluded here again. */
    private Presence presence(List<Step> steps, boolean joined, boolean recorded) {
        boolean in = joined || wasIn();
        boolean recording = recorded;
        boolean refused = false;
        boolean ended = false;
        for (Step step : steps) {
            in |= Rank.isInMeeting(step.state());
            recording |= step.state() == BotState.RECORDING || step.state() == BotState.RECORDING_PAUSED;
            refused |= !step.terminal() && step.reason() == EndReason.RECORDING_DENIED;
            ended |= step.terminal();
        }
        recording |= refused && record.getEndReason() != EndReason.RECORDING_DENIED;
        return new Presence(in, recording, ended && !in, refused);
    }

    /** Without anything captured it is complete only if it was in. */
    private boolean wasIn() {
        return outcome() == Outcome.COMPLETE && !Expectations.anyCaptured(artifacts());
    }

    private Outcome outcome() {
        Outcome before = record.getOutcomeBeforeDeletion();
        return before == null ? record.getOutcome() : before;
    }

    private LogTimes log(Run run) {
        boolean ended = run.end().isPresent();
        long closed = record.getClosedAt().toEpochMilli();
        // An outcome other than these, and no end: the vendor said that all is done.
        boolean done = !ended && outcome() != Outcome.TIMED_OUT && outcome() != Outcome.FAILED;
        return new LogTimes(
                record.getFirstSeenAt().toEpochMilli(),
                record.getRevisedAt().toEpochMilli(),
                true,
                ended ? Long.valueOf(closed) : null,
                null,
                done ? Long.valueOf(closed) : null);
    }

    private About about() {
        return new About(
                claim(record.getPlatform()),
                claim(record.getNativeMeetingId()),
                claim(record.getMeetingUrl()),
                claim(record.getAttributes()),
                new Roster(record.getParticipants(), false),
                new Roster(record.getSpeakers(), false));
    }

    private @Nullable Claim<String> claim(@Nullable String value) {
        return Claim.of(value, first, Step.UNIDENTIFIED);
    }

    /** Without those that are missing, which the record tells of because nothing did. */
    private List<ArtifactFact> artifacts() {
        return record.getArtifacts().stream()
                .filter(artifact -> artifact.getStatus() != ArtifactStatus.MISSING
                        || artifact.getArtifactId() != null
                        || !record.getMissing().contains(artifact.getKind()))
                .map(this::artifact)
                .sorted(ArtifactFact.IN_ORDER)
                .toList();
    }

    private ArtifactFact artifact(CompletionArtifact artifact) {
        String url = artifact.getUrl();
        return new ArtifactFact(
                artifact.getKind(),
                artifact.getArtifactId(),
                artifact.getStatus(),
                url == null ? null : new Link(url, artifact.getUrlExpiresAt()),
                new Media(artifact.getFormat(), artifact.getSizeBytes(), artifact.getDurationSeconds()),
                false,
                revised,
                Step.UNIDENTIFIED);
    }

    /** A time of the record; by our clock where a step of that time is. */
    private @Nullable Moment told(@Nullable Instant at) {
        if (at == null) {
            return null;
        }
        boolean inferred = record.getTimeline().stream()
                .anyMatch(entry -> entry.getInferred() && entry.getAt().equals(at));
        return new Moment(moment(at).micros(), inferred);
    }

    private static @Nullable Moment optional(@Nullable Instant at) {
        return at == null ? null : moment(at);
    }

    private static Moment moment(Instant at) {
        return Objects.requireNonNull(Moment.own(at));
    }
}
