package io.adjourn.streams.completion;

import io.adjourn.streams.completion.Life.Closed;
import io.adjourn.streams.completion.Life.Open;
import io.adjourn.streams.completion.Life.Reopened;
import io.adjourn.streams.completion.Life.Stub;
import io.adjourn.streams.state.StoredAbout;
import io.adjourn.streams.state.StoredArtifact;
import io.adjourn.streams.state.StoredDoubt;
import io.adjourn.streams.state.StoredEvents;
import io.adjourn.streams.state.StoredLink;
import io.adjourn.streams.state.StoredMoment;
import io.adjourn.streams.state.StoredPresence;
import io.adjourn.streams.state.StoredPublication;
import io.adjourn.streams.state.StoredRoster;
import io.adjourn.streams.state.StoredRun;
import io.adjourn.streams.state.StoredStep;
import io.adjourn.streams.state.StoredText;
import io.adjourn.streams.state.StoredTimes;
import io.adjourn.vendors.Event.Link;
import io.adjourn.vendors.Event.Media;
import io.adjourn.vendors.Event.VendorWords;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The only place where the fold's records become the records of {@code MeetingState.avsc}, and these become the fold's again.
 * A field that is added to either side does not compile until it is here.
 */
final class StoredMeeting {
    private StoredMeeting() {}

    static io.adjourn.streams.state.MeetingState of(Meeting meeting) {
        MeetingState state = meeting.state();
        return new io.adjourn.streams.state.MeetingState(
                meeting.vendor(),
                state.dialect(),
                stored(state.seen()),
                stored(state.log()),
                stored(state.run()),
                stored(state.details()),
                each(state.artifacts(), StoredMeeting::stored),
                optional(state.deletedAt(), StoredMeeting::stored),
                stored(meeting.life()),
                meeting.scheduledAt(),
                meeting.isStub(),
                meeting.numbering().epoch(),
                meeting.numbering().before(),
                DeliveryTraces.stored(meeting.traces()),
                state.erased());
    }

    static Meeting read(io.adjourn.streams.state.MeetingState stored) {
        return new Meeting(
                stored.getVendor(),
                new MeetingState(
                        stored.getDialect(),
                        read(stored.getSeen()),
                        read(stored.getLog()),
                        read(stored.getRun()),
                        read(stored.getAbout()),
                        each(stored.getArtifacts(), StoredMeeting::read),
                        optional(stored.getDeletedAt(), StoredMeeting::read),
                        stored.getErased()),
                life(stored.getPublication(), stored.getStub()),
                stored.getArmed(),
                new Numbering(stored.getEpoch(), stored.getRevisionsBefore()),
                DeliveryTraces.read(stored.getTraces()));
    }

    private static StoredEvents stored(SeenEventIds seen) {
        var ids = ByteBuffer.allocate(seen.ids().length * Long.BYTES);
        ids.asLongBuffer().put(seen.ids());
        return new StoredEvents(ids, seen.events(), seen.duplicates());
    }

    private static SeenEventIds read(StoredEvents stored) {
        long[] ids = new long[stored.getIds().remaining() / Long.BYTES];
        stored.getIds().asLongBuffer().get(ids);
        return new SeenEventIds(ids, stored.getEvents(), stored.getDuplicates());
    }

    private static StoredTimes stored(LogTimes log) {
        return new StoredTimes(log.firstSeen(), log.lastNews(), log.underway(), log.done());
    }

    private static LogTimes read(StoredTimes stored) {
        return new LogTimes(stored.getFirstSeen(), stored.getLastNews(), stored.getUnderway(), stored.getDone());
    }

    private static StoredRun stored(BotTimeline run) {
        return new StoredRun(each(run.steps(), StoredMeeting::stored), run.truncated());
    }

    private static BotTimeline read(StoredRun stored) {
        return new BotTimeline(each(stored.getSteps(), StoredMeeting::read), stored.getTruncated());
    }

    private static StoredPresence stored(Presence presence) {
        return new StoredPresence(
                presence.inMeeting(), presence.recording(), presence.leftOutside(), presence.refused());
    }

    private static Presence read(StoredPresence stored) {
        return new Presence(stored.getInMeeting(), stored.getRecording(), stored.getLeftOutside(), stored.getRefused());
    }

    private static StoredStep stored(Step step) {
        VendorWords words = step.words();
        RunFacts facts = step.facts();
        return new StoredStep(
                step.state(),
                stored(step.at()),
                step.terminal(),
                step.reason(),
                words.state(),
                words.reason(),
                words.message(),
                stored(facts.presence()),
                facts.retry(),
                optional(facts.joinedAt(), Moment::micros),
                optional(facts.recordingStartedAt(), Moment::micros),
                facts.durationSeconds(),
                step.heard(),
                step.id(),
                step.pulled());
    }

    private static Step read(StoredStep stored) {
        return new Step(
                stored.getState(),
                read(stored.getAt()),
                stored.getTerminal(),
                stored.getReason(),
                new VendorWords(stored.getVendorState(), stored.getVendorReason(), stored.getMessage()),
                new RunFacts(
                        read(stored.getPresence()),
                        stored.getRetry(),
                        optional(stored.getJoinedAtMicros(), StoredMeeting::own),
                        optional(stored.getRecordingStartedAtMicros(), StoredMeeting::own),
                        stored.getDurationSeconds()),
                stored.getHeard(),
                stored.getEventId(),
                stored.getPulled());
    }

    private static Moment own(long micros) {
        return new Moment(micros, false);
    }

    private static StoredAbout stored(MeetingDetails details) {
        return new StoredAbout(
                optional(details.platform(), StoredMeeting::text),
                optional(details.nativeId(), StoredMeeting::text),
                optional(details.url(), StoredMeeting::text),
                optional(details.calendarEventId(), StoredMeeting::text),
                optional(details.attributes(), StoredMeeting::text),
                stored(details.participants()),
                stored(details.speakers()),
                optional(details.expects(), StoredMeeting::text),
                details.joinAt());
    }

    private static MeetingDetails read(StoredAbout stored) {
        return new MeetingDetails(
                optional(stored.getPlatform(), StoredMeeting::read),
                optional(stored.getNativeMeetingId(), StoredMeeting::read),
                optional(stored.getMeetingUrl(), StoredMeeting::read),
                optional(stored.getCalendarEventId(), StoredMeeting::read),
                optional(stored.getAttributes(), StoredMeeting::read),
                read(stored.getParticipants()),
                read(stored.getSpeakers()),
                optional(stored.getExpects(), StoredMeeting::read),
                stored.getJoinAt());
    }

    private static StoredRoster stored(NameList list) {
        return new StoredRoster(list.names(), list.cut());
    }

    private static NameList read(StoredRoster stored) {
        return new NameList(stored.getNames(), stored.getCut());
    }

    private static StoredText text(Attributed<String> said) {
        return new StoredText(said.value(), stored(said.at()), said.id());
    }

    private static Attributed<String> read(StoredText stored) {
        return new Attributed<>(stored.getValue(), read(stored.getAt()), stored.getEventId());
    }

    private static StoredArtifact stored(ArtifactFact fact) {
        Media media = fact.media();
        return new StoredArtifact(
                fact.kind(),
                fact.artifactId(),
                fact.status(),
                optional(fact.link(), StoredMeeting::stored),
                media.format(),
                media.sizeBytes(),
                media.durationSeconds(),
                fact.implied(),
                optional(fact.failure(), StoredMeeting::text),
                optional(fact.readyAt(), StoredMeeting::stored),
                stored(fact.at()),
                fact.id());
    }

    private static ArtifactFact read(StoredArtifact stored) {
        return new ArtifactFact(
                stored.getKind(),
                stored.getArtifactId(),
                stored.getStatus(),
                optional(stored.getLink(), StoredMeeting::read),
                new Media(stored.getFormat(), stored.getSizeBytes(), stored.getDurationSeconds()),
                stored.getImplied(),
                optional(stored.getFailure(), StoredMeeting::read),
                optional(stored.getReadyAt(), StoredMeeting::read),
                read(stored.getAt()),
                stored.getEventId());
    }

    private static StoredLink stored(Link link) {
        return new StoredLink(
                link.url(), optional(link.expiresAt(), at -> ChronoUnit.MICROS.between(Instant.EPOCH, at)));
    }

    private static Link read(StoredLink stored) {
        return new Link(
                stored.getUrl(),
                optional(stored.getExpiresAtMicros(), micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS)));
    }

    private static StoredMoment stored(Moment moment) {
        return new StoredMoment(moment.micros(), moment.inferred());
    }

    private static Moment read(StoredMoment stored) {
        return new Moment(stored.getMicros(), stored.getInferred());
    }

    private static @Nullable StoredPublication stored(Life life) {
        Publication last = life.last();
        return last == null
                ? null
                : new StoredPublication(
                        last.revision(),
                        last.closedAt(),
                        last.at(),
                        last.deleted(),
                        last.tombstoned(),
                        last.provisional(),
                        life instanceof Reopened(var _, RecordContent said) ? said.digest() : null,
                        life instanceof Reopened(var _, RecordContent said) ? said.fields() : Map.of(),
                        optional(pending(life), StoredMeeting::stored),
                        last.followed());
    }

    private static @Nullable PendingRevision pending(Life life) {
        return switch (life) {
            case Closed(var _, PendingRevision pending) -> pending;
            case Stub(var _, PendingRevision pending) -> pending;
            case Open _, Reopened _ -> null;
        };
    }

    private static StoredDoubt stored(PendingRevision pending) {
        return new StoredDoubt(
                pending.dueAt(), pending.said().digest(), pending.said().fields(), pending.pulled());
    }

    private static PendingRevision read(StoredDoubt stored) {
        return new PendingRevision(
                stored.getUntil(), new RecordContent(stored.getContent(), stored.getFields()), stored.getPulled());
    }

    private static Life life(@Nullable StoredPublication stored, boolean stub) {
        if (stored == null) {
            return new Open();
        }
        var last = new Publication(
                stored.getRevision(),
                stored.getClosedAt(),
                stored.getAt(),
                stored.getDeleted(),
                stored.getBuried(),
                stored.getProvisional(),
                stored.getFollowed());
        PendingRevision pending = optional(stored.getDoubt(), StoredMeeting::read);
        if (stub) {
            return new Stub(last, pending);
        }
        Long said = stored.getContentBefore();
        return said == null
                ? new Closed(last, pending)
                : new Reopened(last, new RecordContent(said, stored.getFieldsBefore()));
    }

    private static <A, B> @Nullable B optional(@Nullable A value, Function<A, B> mapping) {
        return value == null ? null : mapping.apply(value);
    }

    private static <A, B> List<B> each(List<A> values, Function<A, B> mapping) {
        var mapped = new ArrayList<B>(values.size());
        for (A value : values) {
            mapped.add(mapping.apply(value));
        }
        return mapped;
    }
}
