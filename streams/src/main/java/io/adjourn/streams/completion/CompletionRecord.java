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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A meeting's state told as its record. Pure: the same state, rules and revision give the same record. */
final class CompletionRecord {
    private static final Revision NO_REVISION = new Revision(0, 0, ClosedBy.UNKNOWN, 0, 0, new ByDeadline());

    private CompletionRecord() {}

    static MeetingCompletion of(
            String key, String vendor, MeetingState state, CompletionRules rules, Revision revision) {
        return told(
                EventId.ofRevision(key, revision.epoch(), revision.number()).hex(),
                key,
                vendor,
                state,
                rules,
                revision);
    }

    /** A digest of what a consumer would act on: see {@link MeetingState#lasting}. */
    static long content(MeetingState state, CompletionRules rules) {
        try {
            return Digest.firstLong(told("", "", "", state.lasting(), rules, NO_REVISION)
                    .toByteBuffer()
                    .array());
        } catch (IOException e) {
            throw new UncheckedIOException("encoding to memory", e);
        }
    }

    /** Not by Avro's builder, which checks each field and then copies all: each change of a closed meeting needs this. */
    private static MeetingCompletion told(
            String id, String key, String vendor, MeetingState state, CompletionRules rules, Revision revision) {
        int slash = key.indexOf('/');
        Run run = state.run();
        About about = state.about();
        Step end = run.end().orElse(null);
        Step failure = run.failure().orElse(null);
        Outcome outcome = Outcomes.of(state, rules);
        List<ArtifactKind> missing = outcome == Outcome.FAILED || outcome == Outcome.DELETED
                ? List.of()
                : Expectations.unanswered(rules.expects(), state.artifacts());
        Instant revisedAt = Instant.ofEpochMilli(revision.at());
        ByDelivery delivery = revision.cause() instanceof ByDelivery by ? by : null;
        return new MeetingCompletion(
                id,
                key,
                key.substring(0, Math.max(slash, 0)),
                vendor,
                state.dialect(),
                key.substring(slash + 1),
                revisedAt,
                false,
                delivery == null ? revisedAt : delivery.receivedAt(),
                delivery == null ? "" : delivery.vendorType(),
                delivery == null ? null : delivery.raw(),
                outcome,
                revision.epoch(),
                revision.number(),
                revision.by(),
                stateOf(end, run.current()),
                EndReasons.of(run),
                failure == null ? null : errorCode(failure),
                failure == null ? null : failure.words().message(),
                instant(run.requestedAt()),
                instant(run.joinedAt()),
                instant(run.recordingStartedAt()),
                end == null ? null : end.at().instant(),
                duration(run, end),
                Claim.valueOf(about.platform()),
                Claim.valueOf(about.nativeId()),
                Claim.valueOf(about.url()),
                run.steps().stream().map(CompletionRecord::entry).toList(),
                isTruncated(state),
                artifacts(state, missing, revisedAt),
                missing,
                about.participants().names(),
                about.speakers().names(),
                Claim.valueOf(about.attributes()),
                state.seen().events(),
                state.seen().duplicates(),
                run.joinAttempts(),
                conflicts(run, end),
                state.isDeleted() ? Outcomes.apartFromDeletion(state, rules) : null,
                instant(state.deletedAt()),
                Instant.ofEpochMilli(state.log().firstSeen()),
                Instant.ofEpochMilli(revision.closedAt()),
                revisedAt);
    }

    private static boolean isTruncated(MeetingState state) {
        return state.run().truncated()
                || state.told().size() > ArtifactFact.MAX_TOLD
                || state.about().participants().cut()
                || state.about().speakers().cut();
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
    static @Nullable Double duration(Run run, @Nullable Step end) {
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
