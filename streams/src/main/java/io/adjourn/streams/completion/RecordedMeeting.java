package io.adjourn.streams.completion;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.CompletionArtifact;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.meetings.v1.TimelineEntry;
import io.adjourn.streams.completion.Life.Stub;
import io.adjourn.vendors.Event.Link;
import io.adjourn.vendors.Event.Media;
import io.adjourn.vendors.Event.VendorWords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
        // Of two values the earlier holds.
        this.first = moment(record.getFirstSeenAt());
    }

    static Meeting of(MeetingCompletion last) {
        return new RecordedMeeting(last).meeting();
    }

    private Meeting meeting() {
        BotTimeline run = run();
        var state = new MeetingState(
                record.getDialect(),
                new SeenEventIds(SeenEventIds.NONE.ids(), record.getEventCount(), record.getDuplicateCount()),
                log(run),
                run,
                details(),
                artifacts(),
                optional(record.getDeletedAt()),
                // What was taken out of the record then is not to come back with a late event.
                record.getDeletedAt() != null && record.getAttributes() == null);
        var publication = new Publication(
                record.getRevision(),
                record.getClosedAt().toEpochMilli(),
                record.getRevisedAt().toEpochMilli(),
                state.isDeleted(),
                false,
                record.getOutcome() == Outcome.TIMED_OUT);
        var numbering = new Numbering(record.getEpoch() + 1, record.getRevision());
        return new Meeting(record.getVendor(), state, new Stub(publication, null), null, numbering);
    }

    /** What the record says of the reported attempt stands at its end, or at its last step. */
    private BotTimeline run() {
        List<Step> steps = steps();
        var run = new BotTimeline(steps, record.getTruncated());
        int bearer = bearerIn(steps);
        if (bearer < 0) {
            return run;
        }
        Attempt reported = reported(run, steps.get(bearer));
        Double duration = record.getDurationSeconds();
        var facts = new RunFacts(
                presence(reported),
                false,
                own(record.getJoinedAt()),
                own(record.getRecordingStartedAt()),
                Objects.equals(duration, reported.durationSeconds()) ? null : duration);
        steps.set(bearer, steps.get(bearer).with(facts));
        return new BotTimeline(steps, record.getTruncated());
    }

    private int bearerIn(List<Step> steps) {
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (isTheEnd(steps.get(i))) {
                return i;
            }
        }
        return steps.size() - 1;
    }

    private static Attempt reported(BotTimeline run, Step bearer) {
        return Attempt.of(run).stream()
                .filter(attempt -> attempt.steps().contains(bearer))
                .findFirst()
                .orElseThrow();
    }

    /** Its timeline. An end is final where the record tells of it as one: the one that holds, or one that contradicts it. */
    private List<Step> steps() {
        var steps = new ArrayList<Step>();
        record.getTimeline().forEach(entry -> steps.add(step(entry)));
        steps.stream()
                .filter(this::isTheEnd)
                .findFirst()
                .ifPresent(end -> steps.replaceAll(step -> isFinal(step, end) ? step.asTerminal() : step));
        if (record.getErrorCode() != null || record.getErrorMessage() != null) {
            steps.replaceAll(step -> isTheEnd(step) && step.state() == BotState.FAILED ? withItsWords(step) : step);
        }
        return steps;
    }

    private Step step(TimelineEntry entry) {
        return new Step(
                entry.getState(),
                new Moment(moment(entry.getAt()).micros(), entry.getInferred()),
                false,
                entry.getReason(),
                new VendorWords(entry.getVendorState(), null, null),
                new RunFacts(Presence.of(entry.getState(), entry.getReason()), false, null, null, null),
                heard(entry),
                Step.UNIDENTIFIED,
                entry.getPulled());
    }

    /** Where there were several attempts about when it happened; else nothing that could part what was one. */
    private long heard(TimelineEntry entry) {
        long first = record.getFirstSeenAt().toEpochMilli();
        long revised = record.getRevisedAt().toEpochMilli();
        return attempts() > 1 ? Math.clamp(entry.getAt().toEpochMilli(), first, revised) : first;
    }

    /** Records of releases before 0.2.0 do not list them. */
    private int attempts() {
        return record.getAttempts() == null ? 0 : record.getAttempts().size();
    }

    private boolean isTheEnd(Step step) {
        return step.state() == record.getState() && step.at().instant().equals(record.getEndedAt());
    }

    private boolean isFinal(Step step, Step end) {
        boolean reported = step.state() == end.state()
                || record.getConflicts().stream()
                        .anyMatch(conflict ->
                                conflict.getOther().equals(step.state().name()));
        return reported && Step.FIRST_END.compare(step, end) >= 0;
    }

    private Step withItsWords(Step failure) {
        String state = failure.words().state();
        String code = record.getErrorCode();
        return failure.with(
                new VendorWords(state, Objects.equals(code, state) ? null : code, record.getErrorMessage()));
    }

    /** Steps reported more than the record shows, such as the state before; what the record concludes from it is concluded here again. */
    private Presence presence(Attempt reported) {
        Presence shown = reported.presence();
        boolean in = shown.inMeeting() || record.getJoinedAt() != null || wasIn();
        boolean refused = shown.refused() && record.getEndReason() != EndReason.RECORDING_DENIED;
        boolean implied = record.getArtifacts().stream().anyMatch(RecordedMeeting::isImplied);
        boolean recording = record.getRecordingStartedAt() != null || refused || mayHaveMedia() || (implied && in);
        return new Presence(in, recording, reported.terminal().isPresent() && !in && !implied, false);
    }

    /** There, though the vendor named none: nothing said that there was nothing to record. */
    private static boolean isImplied(CompletionArtifact artifact) {
        return artifact.getImplied() && artifact.getStatus() != ArtifactStatus.UNAVAILABLE;
    }

    /** Without anything captured it is unconfirmed only if it was in; so was what older records call complete. */
    private boolean wasIn() {
        return outcome() == Outcome.UNCONFIRMED
                || (outcome() == Outcome.COMPLETE && !Expectations.anyCaptured(Set.of(), artifacts()));
    }

    private boolean mayHaveMedia() {
        return record.getEndReason() != EndReason.TRANSCRIPTION_FAILED
                && record.getArtifacts().stream().anyMatch(RecordedMeeting::isOnlyPossible);
    }

    private static boolean isOnlyPossible(CompletionArtifact artifact) {
        return artifact.getKind() == ArtifactKind.RECORDING
                && artifact.getStatus() == ArtifactStatus.UNKNOWN
                && artifact.getArtifactId() == null;
    }

    private Outcome outcome() {
        Outcome before = record.getOutcomeBeforeDeletion();
        return before == null ? record.getOutcome() : before;
    }

    private LogTimes log(BotTimeline run) {
        boolean ended = run.steps().stream().anyMatch(Step::terminal);
        // An outcome other than these, and no end: the vendor said that all is done.
        boolean done = !ended && outcome() != Outcome.TIMED_OUT && outcome() != Outcome.FAILED;
        return new LogTimes(
                record.getFirstSeenAt().toEpochMilli(),
                record.getRevisedAt().toEpochMilli(),
                true,
                done ? Long.valueOf(record.getClosedAt().toEpochMilli()) : null);
    }

    private MeetingDetails details() {
        return new MeetingDetails(
                attributed(record.getPlatform()),
                attributed(record.getNativeMeetingId()),
                attributed(record.getMeetingUrl()),
                attributed(record.getCalendarEventId()),
                attributed(record.getAttributes()),
                new NameList(record.getParticipants(), false),
                new NameList(record.getSpeakers(), false),
                null,
                null);
    }

    private @Nullable Attributed<String> attributed(@Nullable String value) {
        return Attributed.of(value, first, Step.UNIDENTIFIED);
    }

    /** Without those that are missing, which the record tells of because nothing did. */
    private List<ArtifactFact> artifacts() {
        return record.getArtifacts().stream()
                .filter(artifact -> record.getOutcome() != Outcome.FAILED || !isOnlyPossible(artifact))
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
                artifact.getImplied(),
                attributed(artifact.getDetail()),
                null,
                revised,
                Step.UNIDENTIFIED);
    }

    /** A time of the record by the vendor's clock; what is by ours is that of a step. */
    private @Nullable Moment own(@Nullable Instant at) {
        boolean ours = record.getTimeline().stream()
                .anyMatch(entry -> entry.getInferred() && entry.getAt().equals(at));
        return ours ? null : optional(at);
    }

    private static @Nullable Moment optional(@Nullable Instant at) {
        return at == null ? null : moment(at);
    }

    private static Moment moment(Instant at) {
        return Objects.requireNonNull(Moment.own(at));
    }
}
