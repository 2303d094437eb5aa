package io.adjourn.inspector.index;

import io.adjourn.contracts.Topics;
import io.adjourn.inspector.index.Delivered.Reading;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.CompletionArtifact;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.LifecycleKind;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.MeetingLifecycle;
import io.adjourn.meetings.v1.OpenMeeting;
import io.adjourn.meetings.v1.Outcome;
import io.adjourn.meetings.v1.RawCoordinates;
import io.adjourn.meetings.v1.TimelineEntry;
import io.adjourn.meetings.v1.WaitingFor;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Changes as the topics bring them. */
final class Samples {
    static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

    private Samples() {}

    static Change came(String key, long offset, Instant at, Long... facts) {
        return new Change.Came(
                key,
                new Delivered(
                        new RecordPosition(0, offset),
                        "d-" + offset,
                        key.substring(0, key.indexOf('/')),
                        "vexa",
                        Micros.of(at),
                        at.toEpochMilli(),
                        false,
                        "signature",
                        null,
                        null,
                        null,
                        "application/json",
                        100,
                        "meeting.status_change",
                        Reading.FACTS,
                        List.of(facts)),
                Set.of());
    }

    /** The same, too large to be read: its fact is its body's digest. */
    static Change large(Change came) {
        Change.Came one = (Change.Came) came;
        Delivered read = one.delivered();
        return new Change.Came(
                one.key(),
                new Delivered(
                        read.place(),
                        read.deliveryId(),
                        read.source(),
                        read.vendor(),
                        read.receivedAt(),
                        read.storedAt(),
                        read.spooled(),
                        read.verifiedBy(),
                        null,
                        null,
                        null,
                        read.contentType(),
                        2_000_000,
                        null,
                        Reading.UNREAD,
                        read.facts()),
                Set.of());
    }

    static String eventId(long fact) {
        return String.format("%016x", fact) + "0".repeat(48);
    }

    static Change tells(String key, long rawOffset, long fact, Instant at, BotState state, LifecycleKind kind) {
        var event = MeetingLifecycle.newBuilder()
                .setEventId(eventId(fact))
                .setMeetingId(key)
                .setSource(key.substring(0, key.indexOf('/')))
                .setVendor("vexa")
                .setDialect("v1")
                .setSessionId(key.substring(key.indexOf('/') + 1))
                .setOccurredAt(at)
                .setOccurredAtInferred(false)
                .setReceivedAt(at)
                .setVendorType("meeting.status_change")
                .setRaw(new RawCoordinates("meetings.raw.v1", 0, rawOffset, "d-" + rawOffset))
                .setKind(kind)
                .setState(state)
                .setTerminal(false)
                .setMessage("Ada said something")
                .setPlatform("zoom")
                .setNativeMeetingId("123 4567 8901")
                .setMeetingUrl("https://zoom.us/j/12345678901?pwd=secret")
                .setAttributes("{\"crm_id\":\"C-77\",\"owner\":\"ada@example.com\"}")
                .build();
        return new Change.Tells(
                key,
                new IndexEntry.Told(
                        Topics.LIFECYCLE, new RecordPosition(0, fact), new RecordPosition(0, rawOffset), event));
    }

    static Change revises(String key, int revision, Outcome outcome, Instant at) {
        boolean deleted = outcome == Outcome.DELETED;
        var completion = MeetingCompletion.newBuilder()
                .setEventId(eventId(1000 + revision))
                .setMeetingId(key)
                .setSource(key.substring(0, key.indexOf('/')))
                .setVendor("vexa")
                .setDialect("v1")
                .setSessionId(key.substring(key.indexOf('/') + 1))
                .setOccurredAt(at)
                .setOccurredAtInferred(false)
                .setReceivedAt(at)
                .setVendorType("meeting.completed")
                .setRaw(new RawCoordinates("meetings.raw.v1", 0, 2L, "d-2"))
                .setOutcome(outcome)
                .setEpoch(0)
                .setRevision(revision)
                .setClosedBy(deleted ? ClosedBy.DELETION : ClosedBy.ALL_ARRIVED)
                .setState(BotState.ENDED)
                .setEndReason(EndReason.NORMAL_EXIT)
                .setTimeline(List.of(
                        new TimelineEntry(BotState.ENDED, at, false, "completed", EndReason.NORMAL_EXIT, false)))
                .setTruncated(false)
                .setArtifacts(
                        deleted
                                ? List.of()
                                : List.of(CompletionArtifact.newBuilder()
                                        .setKind(ArtifactKind.RECORDING)
                                        .setStatus(ArtifactStatus.READY)
                                        .setUrl("https://store.example/rec.mp4?signature=secret")
                                        .setNeedsRefetch(false)
                                        .setImplied(false)
                                        .build()))
                .setMissing(outcome == Outcome.PARTIAL ? List.of(ArtifactKind.TRANSCRIPT) : List.of())
                .setParticipants(deleted ? List.of() : List.of("Ada Lovelace"))
                .setSpeakers(List.of())
                .setMeetingUrl(deleted ? null : "https://zoom.us/j/12345678901?pwd=secret")
                .setNativeMeetingId(deleted ? null : "12345678901")
                .setAttributes(deleted ? null : "{\"crm_id\":\"C-77\",\"owner\":\"ada@example.com\"}")
                .setEventCount(3)
                .setDuplicateCount(0)
                .setJoinAttempts(1)
                .setConflicts(List.of())
                .setDeletedAt(deleted ? at : null)
                .setFirstSeenAt(at)
                .setClosedAt(at)
                .setRevisedAt(at)
                .build();
        return new Change.Revises(
                key, new IndexEntry.Revised(new RecordPosition(0, revision), at.toEpochMilli(), completion));
    }

    static Change waits(String key, Instant at) {
        return new Change.Waits(
                key,
                new IndexEntry.Opened(OpenMeeting.newBuilder()
                        .setMeetingId(key)
                        .setSource(key.substring(0, key.indexOf('/')))
                        .setVendor("vexa")
                        .setSessionId(key.substring(key.indexOf('/') + 1))
                        .setState(BotState.RECORDING)
                        .setWaitingFor(WaitingFor.END)
                        .setDueAt(at.plusSeconds(600))
                        .setClosesBy(ClosedBy.DEADLINE)
                        .setClosesAs(Outcome.TIMED_OUT)
                        .setExpects(List.of(ArtifactKind.RECORDING))
                        .setAwaited(List.of(ArtifactKind.RECORDING))
                        .setFirstSeenAt(at)
                        .setLastNewsAt(at)
                        .build()));
    }
}
