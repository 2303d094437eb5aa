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
 * @param expects the kinds of artifacts that this bot was asked for, sorted, with commas between them
 * @param joinAt when the bot is to join, as milliseconds since the epoch; the latest that was said
 */
record About(
        @Nullable Claim<String> platform,
        @Nullable Claim<String> nativeId,
        @Nullable Claim<String> url,
        @Nullable Claim<String> attributes,
        Roster participants,
        Roster speakers,
        @Nullable Claim<String> expects,
        @Nullable Long joinAt) {
    static final About NOTHING = new About(null, null, null, null, Roster.NOBODY, Roster.NOBODY, null, null);

    /** How far ahead a bot can be scheduled; what is said beyond that is not waited for. */
    private static final Duration FARTHEST_JOIN = Duration.ofDays(400);

    About with(Event event, Moment at, long id) {
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

    private About with(MeetingReference meeting, Moment at, long id) {
        return new About(
                Claim.best(platform, Claim.of(Caps.reference(meeting.platform()), at, id)),
                Claim.best(nativeId, Claim.of(Caps.reference(meeting.nativeId()), at, id)),
                Claim.best(url, Claim.of(Caps.address(meeting.url()), at, id)),
                attributes,
                participants,
                speakers,
                expects,
                joinAt);
    }

    private About with(RunSummary run, Moment at, long id) {
        Instant joins = run.joinAt();
        return new About(
                platform,
                nativeId,
                url,
                attributes,
                Roster.fuller(participants, Roster.of(run.participants())),
                Roster.fuller(speakers, Roster.of(run.speakers())),
                Claim.best(expects, Claim.of(listed(run.expects()), at, id)),
                joins == null ? joinAt : later(joinAt, joins.toEpochMilli()));
    }

    private About withAttributes(@Nullable String json, Moment at, long id) {
        Claim<String> claim = Claim.of(Caps.attributes(json), at, id);
        return new About(
                platform, nativeId, url, Claim.best(attributes, claim), participants, speakers, expects, joinAt);
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

    /** Without the address, which may let people in, and without names. */
    About redacted() {
        return new About(platform, nativeId, null, attributes, Roster.NOBODY, Roster.NOBODY, expects, joinAt);
    }
}
