package io.adjourn.streams.completion;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.CompletionArtifact;
import io.adjourn.meetings.v1.Conflict;
import io.adjourn.meetings.v1.ConflictKind;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.meetings.v1.TimelineEntry;
import io.adjourn.streams.completion.Cause.ByDeadline;
import io.adjourn.streams.completion.Cause.ByDelivery;
import io.adjourn.vendors.CompletionRules;
import io.adjourn.vendors.Event.Link;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A meeting's state told as its record. Pure: the same state, rules and revision give the same record. */
final class CompletionRecord {
    private static final Revision NO_REVISION = new Revision(0, ClosedBy.UNKNOWN, 0, 0, new ByDeadline());

    private CompletionRecord() {}

    static MeetingCompletion of(
            String key, String vendor, MeetingState state, CompletionRules rules, Revision revision) {
        return told(key, vendor, state, rules, revision).build();
    }

    /**
     * A digest of what a consumer would act on: not of counters, provenance and closing times, nor of a link's signature;
     * a fresh link counts by the hour in which it expires.
     */
    static long content(MeetingState state, CompletionRules rules) {
        var record = told("", "", state, rules, NO_REVISION);
        record.setDialect("").setEventCount(0).setDuplicateCount(0).setFirstSeenAt(Instant.EPOCH);
        record.setArtifacts(
                record.getArtifacts().stream().map(CompletionRecord::lasting).toList());
        try {
            return Digest.firstLong(record.build().toByteBuffer().array());
        } catch (IOException e) {
            throw new UncheckedIOException("encoding to memory", e);
        }
    }

    private static MeetingCompletion.Builder told(
            String key, String vendor, MeetingState state, CompletionRules rules, Revision revision) {
        Run run = state.run();
        About about = state.about();
        Step end = run.end().orElse(null);
        Outcome outcome = Outcomes.of(state, rules);
        var missing = outcome == Outcome.FAILED || outcome == Outcome.DELETED
                ? List.<ArtifactKind>of()
                : Expectations.unanswered(rules.expects(), state.artifacts());
        Step failure = run.failure().orElse(null);
        Instant revisedAt = Instant.ofEpochMilli(revision.at());
        var record = MeetingCompletion.newBuilder()
                .setOutcome(outcome)
                .setState(stateOf(end, run.current()))
                .setEndReason(EndReasons.of(run))
                .setErrorCode(failure == null ? null : errorCode(failure))
                .setErrorMessage(failure == null ? null : failure.words().message())
                .setRequestedAt(instant(run.requestedAt()))
                .setJoinedAt(instant(run.joinedAt()))
                .setRecordingStartedAt(instant(run.recordingStartedAt()))
                .setEndedAt(end == null ? null : end.at().instant())
                .setDurationSeconds(duration(run, end))
                .setPlatform(Claim.valueOf(about.platform()))
                .setNativeMeetingId(Claim.valueOf(about.nativeId()))
                .setMeetingUrl(Claim.valueOf(about.url()))
                .setTimeline(run.steps().stream().map(CompletionRecord::entry).toList())
                .setTruncated(run.truncated()
                        || state.told().size() > ArtifactFact.MAX_TOLD
                        || about.participants().cut()
                        || about.speakers().cut())
                .setArtifacts(artifacts(state, missing, revisedAt))
                .setMissing(missing)
                .setParticipants(about.participants().names())
                .setSpeakers(about.speakers().names())
                .setAttributes(Claim.valueOf(about.attributes()))
                .setEventCount(state.seen().events())
                .setDuplicateCount(state.seen().duplicates())
                .setJoinAttempts(run.joinAttempts())
                .setConflicts(conflicts(run, end))
                .setOutcomeBeforeDeletion(state.isDeleted() ? Outcomes.apartFromDeletion(state, rules) : null)
                .setDeletedAt(instant(state.deletedAt()))
                .setFirstSeenAt(Instant.ofEpochMilli(state.log().firstSeen()));
        return withProvenance(record, key, vendor, state, revision, revisedAt);
    }

    private static MeetingCompletion.Builder withProvenance(
            MeetingCompletion.Builder record,
            String key,
            String vendor,
            MeetingState state,
            Revision revision,
            Instant revisedAt) {
        int slash = key.indexOf('/');
        record.setEventId(EventId.ofRevision(key, revision.number()).hex())
                .setMeetingId(key)
                .setSource(key.substring(0, Math.max(slash, 0)))
                .setVendor(vendor)
                .setDialect(state.dialect())
                .setSessionId(key.substring(slash + 1))
                .setOccurredAt(revisedAt)
                .setOccurredAtInferred(false)
                .setRevision(revision.number())
                .setClosedBy(revision.by())
                .setClosedAt(Instant.ofEpochMilli(revision.closedAt()))
                .setRevisedAt(revisedAt);
        return switch (revision.cause()) {
            case ByDelivery(var receivedAt, var vendorType, var raw) ->
                record.setReceivedAt(receivedAt).setVendorType(vendorType).setRaw(raw);
            case ByDeadline() ->
                record.setReceivedAt(revisedAt).setVendorType("").setRaw(null);
        };
    }

    private static BotState stateOf(@Nullable Step end, @Nullable Step current) {
        if (end != null) {
            return end.state();
        }
        return current == null ? BotState.UNKNOWN : current.state();
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
                step.reason());
    }

    private static List<CompletionArtifact> artifacts(
            MeetingState state, List<ArtifactKind> missing, Instant revisedAt) {
        var artifacts = new ArrayList<CompletionArtifact>();
        state.artifacts().stream()
                .limit(ArtifactFact.MAX_TOLD)
                .forEach(fact -> artifacts.add(artifact(fact, state.isDeleted(), revisedAt)));
        for (ArtifactKind kind : missing) {
            if (artifacts.stream().noneMatch(artifact -> artifact.getKind() == kind)) {
                artifacts.add(new CompletionArtifact(
                        kind, ArtifactStatus.MISSING, null, null, false, null, null, null, null));
            }
        }
        artifacts.sort(Comparator.comparing(CompletionArtifact::getKind));
        return artifacts;
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
                fact.artifactId());
    }

    private static boolean isFetchable(@Nullable Link link, Instant at) {
        if (link == null) {
            return false;
        }
        Instant expiresAt = link.expiresAt();
        return expiresAt == null || expiresAt.isAfter(at);
    }

    /** What of an artifact outlasts the renewal of its link. */
    private static CompletionArtifact lasting(CompletionArtifact artifact) {
        String url = artifact.getUrl();
        Instant expiresAt = artifact.getUrlExpiresAt();
        return new CompletionArtifact(
                artifact.getKind(),
                artifact.getStatus(),
                url == null ? null : withoutQuery(url),
                expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.HOURS),
                false,
                artifact.getFormat(),
                artifact.getSizeBytes(),
                artifact.getDurationSeconds(),
                artifact.getArtifactId());
    }

    private static String withoutQuery(String url) {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }

    private static List<Conflict> conflicts(Run run, @Nullable Step end) {
        if (end == null) {
            return List.of();
        }
        return run.steps().stream()
                .filter(step -> step.terminal() && step.state() != end.state())
                .map(Step::state)
                .distinct()
                .map(other ->
                        new Conflict(ConflictKind.TERMINAL_STATE, end.state().name(), other.name()))
                .toList();
    }

    private static @Nullable Instant instant(@Nullable Moment moment) {
        return moment == null ? null : moment.instant();
    }

    /** By the vendor's count, else by its clock. */
    private static @Nullable Double duration(Run run, @Nullable Step end) {
        Double counted = Claim.valueOf(run.duration());
        if (counted != null) {
            return counted;
        }
        return end == null ? null : seconds(run.joinedAt(), end.at());
    }

    private static @Nullable Double seconds(@Nullable Moment from, Moment to) {
        if (from == null || from.inferred() || to.inferred() || to.micros() < from.micros()) {
            return null;
        }
        return (to.micros() - from.micros()) / 1e6;
    }
}
