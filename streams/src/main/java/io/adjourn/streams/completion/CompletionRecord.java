package io.adjourn.streams.completion;

import io.adjourn.contracts.MeetingKey;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.CompletionArtifact;
import io.adjourn.meetings.v1.Conflict;
import io.adjourn.meetings.v1.ConflictKind;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.meetings.v1.TimelineEntry;
import io.adjourn.streams.completion.Cause.ByDeadline;
import io.adjourn.streams.completion.Cause.ByDelivery;
import io.adjourn.vendors.CompletionRules;
import io.adjourn.vendors.Event.Link;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A meeting's state as its record. Pure: the same state, rules and revision give the same record. */
final class CompletionRecord {
    private static final int MAX_ATTEMPTS = 20;
    private static final Revision NO_REVISION = new Revision(0, 0, ClosedBy.UNKNOWN, 0, 0, new ByDeadline());

    private CompletionRecord() {}

    static MeetingCompletion of(String key, String vendor, MeetingState state, Course course, Revision revision) {
        return written(
                EventId.ofRevision(key, revision.epoch(), revision.number()).hex(),
                key,
                vendor,
                state,
                course,
                revision);
    }

    /** What a consumer would act on: see {@link MeetingState#lasting}. */
    static RecordContent said(MeetingState state, CompletionRules rules) {
        return RecordContent.of(unnumbered(state.lasting(), rules), unnumbered(state.withLastingContent(), rules));
    }

    private static MeetingCompletion unnumbered(MeetingState state, CompletionRules rules) {
        return written("", "", "", state, Course.of(state, rules), NO_REVISION);
    }

    /** Not by Avro's builder, which checks each field and then copies all: each change of a closed meeting needs this. */
    private static MeetingCompletion written(
            String id, String key, String vendor, MeetingState state, Course course, Revision revision) {
        var meeting = MeetingKey.of(key);
        MeetingDetails details = state.details();
        Attempt reported = course.reported();
        Step end = reported.end().orElse(null);
        Step failure = reported.failure().orElse(null);
        Outcome apart = Outcomes.apartFromDeletion(course);
        Outcome outcome = state.isDeleted() ? Outcome.DELETED : apart;
        List<ArtifactKind> missing = outcome == Outcome.FAILED || outcome == Outcome.DELETED
                ? List.of()
                : Expectations.unanswered(course.rules().expects(), course.artifacts());
        Instant revisedAt = Instant.ofEpochMilli(revision.at());
        ByDelivery delivery = revision.cause() instanceof ByDelivery by ? by : null;
        var record = new MeetingCompletion();
        record.setEventId(id);
        record.setMeetingId(key);
        record.setSource(meeting.source());
        record.setVendor(vendor);
        record.setDialect(state.dialect());
        record.setSessionId(meeting.session());
        record.setOccurredAt(revisedAt);
        record.setOccurredAtInferred(false);
        record.setReceivedAt(delivery == null ? revisedAt : delivery.receivedAt());
        record.setVendorType(delivery == null ? "" : delivery.vendorType());
        record.setRaw(delivery == null ? null : delivery.raw());
        record.setOutcome(outcome);
        record.setEpoch(revision.epoch());
        record.setRevision(revision.number());
        record.setClosedBy(revision.by());
        record.setState(reported.state());
        record.setEndReason(EndReasons.of(reported, course.gotIn()));
        record.setErrorCode(failure == null ? null : errorCode(failure));
        record.setErrorMessage(failure == null ? null : failure.words().message());
        record.setRequestedAt(instant(state.run().requestedAt()));
        record.setJoinedAt(instant(reported.joinedAt()));
        record.setRecordingStartedAt(instant(reported.recordingStartedAt()));
        record.setEndedAt(end == null ? null : end.at().instant());
        record.setDurationSeconds(reported.durationSeconds());
        record.setPlatform(Attributed.valueOf(details.platform()));
        record.setNativeMeetingId(Attributed.valueOf(details.nativeId()));
        record.setMeetingUrl(Attributed.valueOf(details.url()));
        record.setCalendarEventId(Attributed.valueOf(details.calendarEventId()));
        record.setTimeline(
                state.run().steps().stream().map(CompletionRecord::entry).toList());
        record.setTruncated(isTruncated(state, course));
        record.setAttempts(attempts(course));
        record.setArtifacts(artifacts(course, outcome, missing, revisedAt));
        record.setMissing(missing);
        record.setParticipants(details.participants().names());
        record.setSpeakers(details.speakers().names());
        record.setAttributes(Attributed.valueOf(details.attributes()));
        record.setEventCount(state.seen().events());
        record.setDuplicateCount(state.seen().duplicates());
        record.setJoinAttempts(Attempt.joins(state.run()));
        record.setConflicts(conflicts(state.run(), end));
        record.setOutcomeBeforeDeletion(state.isDeleted() ? apart : null);
        record.setDeletedAt(instant(state.deletedAt()));
        record.setFirstSeenAt(Instant.ofEpochMilli(state.log().firstSeen()));
        record.setClosedAt(Instant.ofEpochMilli(revision.closedAt()));
        record.setRevisedAt(revisedAt);
        return record;
    }

    private static boolean isTruncated(MeetingState state, Course course) {
        return state.run().truncated()
                || course.attempts().size() > MAX_ATTEMPTS
                || state.artifacts().size() > ArtifactFact.MAX_LISTED
                || state.details().participants().cut()
                || state.details().speakers().cut();
    }

    /** The last ones, and the one that the record reports. */
    private static List<io.adjourn.meetings.v1.Attempt> attempts(Course course) {
        int first = course.attempts().size() - MAX_ATTEMPTS + 1;
        boolean reportedIsEarlier = course.reported().number() < first;
        return course.attempts().stream()
                .filter(attempt -> attempt.number() >= first + (reportedIsEarlier ? 1 : 0)
                        || attempt.number() == course.reported().number())
                .map(attempt -> attempt(attempt, course))
                .toList();
    }

    private static io.adjourn.meetings.v1.Attempt attempt(Attempt attempt, Course course) {
        boolean gotIn = attempt.number() == course.reported().number()
                ? course.gotIn()
                : attempt.presence().inMeeting();
        return new io.adjourn.meetings.v1.Attempt(
                attempt.number(),
                instant(attempt.joinedAt()),
                attempt.end().map(end -> end.at().instant()).orElse(null),
                EndReasons.of(attempt, gotIn),
                attempt.state());
    }

    private static @Nullable String errorCode(Step end) {
        return end.words().reason() == null ? end.words().state() : end.words().reason();
    }

    private static TimelineEntry entry(Step step) {
        return new TimelineEntry(
                step.state(),
                step.at().instant(),
                step.at().inferred(),
                step.words().state(),
                step.reason(),
                step.pulled());
    }

    private static List<CompletionArtifact> artifacts(
            Course course, Outcome outcome, List<ArtifactKind> missing, Instant revisedAt) {
        var artifacts = new ArrayList<CompletionArtifact>();
        course.artifacts().stream()
                .limit(ArtifactFact.MAX_LISTED)
                .forEach(fact -> artifacts.add(artifact(fact, outcome == Outcome.DELETED, revisedAt)));
        for (ArtifactKind kind : missing) {
            if (artifacts.stream().noneMatch(artifact -> artifact.getKind() == kind)) {
                artifacts.add(nothingKnownOf(kind, ArtifactStatus.MISSING));
            }
        }
        if (outcome == Outcome.FAILED && mayHaveMedia(course)) {
            artifacts.add(nothingKnownOf(ArtifactKind.RECORDING, ArtifactStatus.UNKNOWN));
        }
        artifacts.sort(Comparator.comparing(CompletionArtifact::getKind));
        return artifacts;
    }

    /** It recorded before it failed, and nothing was said of what became of that. */
    private static boolean mayHaveMedia(Course course) {
        Attempt reported = course.reported();
        EndReason reason = EndReasons.of(reported, course.gotIn());
        boolean recorded = reason == EndReason.TRANSCRIPTION_FAILED
                || (reported.presence().recording() && reason != EndReason.RECORDING_DENIED);
        return recorded && course.artifacts().stream().noneMatch(fact -> Expectations.isMedia(fact.kind()));
    }

    private static CompletionArtifact nothingKnownOf(ArtifactKind kind, ArtifactStatus status) {
        return new CompletionArtifact(kind, status, null, null, false, null, null, null, null, false, null);
    }

    private static CompletionArtifact artifact(ArtifactFact fact, boolean deleted, Instant revisedAt) {
        boolean gone = deleted && (fact.status() == ArtifactStatus.READY || fact.status() == ArtifactStatus.PROCESSING);
        ArtifactStatus status = gone ? ArtifactStatus.DELETED : fact.status();
        Link link = fact.link();
        return new CompletionArtifact(
                fact.kind(),
                status,
                link == null ? null : link.url(),
                link == null ? null : link.expiresAt(),
                status == ArtifactStatus.READY && !isFetchable(link, revisedAt),
                fact.media().format(),
                fact.media().sizeBytes(),
                fact.media().durationSeconds(),
                fact.artifactId(),
                fact.implied(),
                Attributed.valueOf(fact.failure()));
    }

    private static boolean isFetchable(@Nullable Link link, Instant at) {
        if (link == null) {
            return false;
        }
        Instant expiresAt = link.expiresAt();
        return expiresAt == null || expiresAt.isAfter(at);
    }

    private static List<Conflict> conflicts(BotTimeline run, @Nullable Step end) {
        if (end == null) {
            return List.of();
        }
        var others = new LinkedHashSet<BotState>();
        for (Step step : run.steps()) {
            if (step.terminal() && step.state() != end.state()) {
                others.add(step.state());
            }
        }
        return others.stream()
                .map(other ->
                        new Conflict(ConflictKind.TERMINAL_STATE, end.state().name(), other.name()))
                .toList();
    }

    private static @Nullable Instant instant(@Nullable Moment moment) {
        return moment == null ? null : moment.instant();
    }
}
