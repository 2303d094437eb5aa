package io.adjourn.streams.completion;

import io.adjourn.meetings.v1.Attempt;
import io.adjourn.meetings.v1.ClosedBy;
import io.adjourn.meetings.v1.CompletionArtifact;
import io.adjourn.meetings.v1.MeetingCompletion;
import io.adjourn.meetings.v1.TimelineEntry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** What a record says to those who act on it, as a text: records with times in them are not comparable. */
final class Content {
    private Content() {}

    /** Apart from how often and when it was said, and from how its links are signed and where it was heard of. */
    static String of(MeetingCompletion completion) {
        return lasting(completion).toString();
    }

    private static MeetingCompletion lasting(MeetingCompletion completion) {
        return MeetingCompletion.newBuilder(completion)
                .setEventId("")
                .setOccurredAt(Instant.EPOCH)
                .setReceivedAt(Instant.EPOCH)
                .setVendorType("")
                .setDialect("")
                .setRaw(null)
                .setRevision(0)
                .setChanged(null)
                .setClosedBy(ClosedBy.UNKNOWN)
                .setEventCount(0)
                .setDuplicateCount(0)
                .setFirstSeenAt(Instant.EPOCH)
                .setClosedAt(Instant.EPOCH)
                .setRevisedAt(Instant.EPOCH)
                .setTimeline(completion.getTimeline().stream()
                        .map(entry ->
                                TimelineEntry.newBuilder(entry).setPulled(false).build())
                        .toList())
                .setArtifacts(
                        completion.getArtifacts().stream().map(Content::lasting).toList())
                .build();
    }

    /** The fields of which the next one says something else. */
    static List<String> changed(MeetingCompletion completion, MeetingCompletion next) {
        MeetingCompletion before = lasting(completion);
        MeetingCompletion after = lasting(next);
        return before.getSchema().getFields().stream()
                // By their text: Avro cannot compare times in a list.
                .filter(field ->
                        !String.valueOf(before.get(field.pos())).equals(String.valueOf(after.get(field.pos()))))
                .map(Schema.Field::name)
                .toList();
    }

    /** Apart from our own times, too, which another order of receipt changes. */
    static String byTheVendorAlone(MeetingCompletion completion) {
        Set<Instant> ours = completion.getTimeline().stream()
                .filter(TimelineEntry::getInferred)
                .map(TimelineEntry::getAt)
                .collect(Collectors.toSet());
        List<TimelineEntry> timeline = completion.getTimeline().stream()
                .map(entry -> entry.getInferred()
                        ? TimelineEntry.newBuilder(entry).setAt(Instant.EPOCH).build()
                        : entry)
                .sorted(Comparator.comparing(TimelineEntry::toString))
                .toList();
        return MeetingCompletion.newBuilder(lasting(completion))
                .setTimeline(timeline)
                .setRequestedAt(unless(ours, completion.getRequestedAt()))
                .setJoinedAt(unless(ours, completion.getJoinedAt()))
                .setRecordingStartedAt(unless(ours, completion.getRecordingStartedAt()))
                .setEndedAt(unless(ours, completion.getEndedAt()))
                .setAttempts(completion.getAttempts().stream()
                        .map(attempt -> Attempt.newBuilder(attempt)
                                .setJoinedAt(unless(ours, attempt.getJoinedAt()))
                                .setEndedAt(unless(ours, attempt.getEndedAt()))
                                .build())
                        .toList())
                .build()
                .toString();
    }

    private static @Nullable Instant unless(Set<Instant> ours, @Nullable Instant time) {
        return time == null || ours.contains(time) ? null : time;
    }

    private static CompletionArtifact lasting(CompletionArtifact artifact) {
        String url = artifact.getUrl();
        Instant expiresAt = artifact.getUrlExpiresAt();
        return CompletionArtifact.newBuilder(artifact)
                .setUrl(url == null ? null : url.replaceFirst("\\?.*", ""))
                .setUrlExpiresAt(expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.HOURS))
                .setNeedsRefetch(false)
                .build();
    }
}
