package io.adjourn.streams.completion;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.vendors.Event;
import io.adjourn.vendors.Event.Activity;
import io.adjourn.vendors.Event.Artifact;
import io.adjourn.vendors.Event.Calendar;
import io.adjourn.vendors.Event.DataDeletion;
import io.adjourn.vendors.Event.MeetingReference;
import io.adjourn.vendors.Event.ProcessingDone;
import io.adjourn.vendors.Event.RunSummary;
import io.adjourn.vendors.Event.StateChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which meeting it is, who was there, the customer's own metadata, and what the bot was asked for, as far as any event said.
 *
 * @param calendarEventId the vendor's id of the calendar event that the bot was made for
 * @param expects the kinds of artifacts that this bot was asked for, sorted, with commas between them
 * @param joinAt when the bot is to join, as milliseconds since the epoch; the latest that was said
 */
record MeetingDetails(
        @Nullable Attributed<String> platform,
        @Nullable Attributed<String> nativeId,
        @Nullable Attributed<String> url,
        @Nullable Attributed<String> calendarEventId,
        @Nullable Attributed<String> attributes,
        NameList participants,
        NameList speakers,
        @Nullable Attributed<String> expects,
        @Nullable Long joinAt) {
    static final MeetingDetails NOTHING =
            new MeetingDetails(null, null, null, null, null, NameList.NOBODY, NameList.NOBODY, null, null);

    /** How far ahead a bot can be scheduled; what is said beyond that is not waited for. */
    private static final Duration FARTHEST_JOIN = Duration.ofDays(400);

    MeetingDetails with(Event event, Moment at, long id) {
        return switch (event) {
            case StateChange change ->
                withAttributes(change.attributes(), at, id)
                        .with(change.meeting(), at, id)
                        .with(change.run(), at, id);
            case ProcessingDone done -> withAttributes(done.attributes(), at, id);
            case DataDeletion deletion -> withAttributes(deletion.attributes(), at, id);
            case Artifact _, Calendar _, Activity _ -> this;
        };
    }

    private MeetingDetails with(MeetingReference meeting, Moment at, long id) {
        return new MeetingDetails(
                Attributed.best(platform, Attributed.of(Limits.reference(meeting.platform()), at, id)),
                Attributed.best(nativeId, Attributed.of(Limits.reference(meeting.nativeId()), at, id)),
                Attributed.best(url, Attributed.of(Limits.address(meeting.url()), at, id)),
                Attributed.best(calendarEventId, Attributed.of(Limits.reference(meeting.calendarEventId()), at, id)),
                attributes,
                participants,
                speakers,
                expects,
                joinAt);
    }

    private MeetingDetails with(RunSummary run, Moment at, long id) {
        Instant joins = run.joinAt();
        return new MeetingDetails(
                platform,
                nativeId,
                url,
                calendarEventId,
                attributes,
                NameList.fuller(participants, NameList.of(run.participants())),
                NameList.fuller(speakers, NameList.of(run.speakers())),
                Attributed.best(expects, Attributed.of(listed(run.expects()), at, id)),
                joins == null ? joinAt : later(joinAt, joins.toEpochMilli()));
    }

    private MeetingDetails withAttributes(@Nullable String json, Moment at, long id) {
        Attributed<String> said = Attributed.of(Limits.attributes(json), at, id);
        return new MeetingDetails(
                platform,
                nativeId,
                url,
                calendarEventId,
                Attributed.best(attributes, said),
                participants,
                speakers,
                expects,
                joinAt);
    }

    private static Long later(@Nullable Long one, long other) {
        return one == null ? other : Math.max(one, other);
    }

    private static @Nullable String listed(@Nullable Set<ArtifactKind> kinds) {
        return kinds == null ? null : kinds.stream().sorted().map(Enum::name).collect(joining(","));
    }

    /** The kinds that this bot was asked for; null where nothing is said, and its source's hold. */
    @Nullable
    Set<ArtifactKind> expected() {
        if (expects == null) {
            return null;
        }
        return Stream.of(expects.value().split(","))
                .filter(name -> !name.isEmpty())
                .map(ArtifactKind::valueOf)
                .collect(toSet());
    }

    /** When the bot is to join, as milliseconds; {@link Long#MIN_VALUE} where nothing is said. Never absurdly long after it was first heard of. */
    long joinAt(long firstSeen) {
        return joinAt == null ? Long.MIN_VALUE : Math.min(joinAt, firstSeen + FARTHEST_JOIN.toMillis());
    }

    /** With as much of the customer's own metadata. */
    MeetingDetails keeping(KeptAttributes kept) {
        String stays = kept.of(Attributed.valueOf(attributes));
        return new MeetingDetails(
                platform,
                nativeId,
                url,
                calendarEventId,
                attributes == null || stays == null ? null : new Attributed<>(stays, attributes.at(), attributes.id()),
                participants,
                speakers,
                expects,
                joinAt);
    }

    /** Without the address, which may let people in, and without names. */
    MeetingDetails redacted() {
        return new MeetingDetails(
                platform,
                nativeId,
                null,
                calendarEventId,
                attributes,
                NameList.NOBODY,
                NameList.NOBODY,
                expects,
                joinAt);
    }
}
