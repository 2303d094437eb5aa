package io.adjourn.sandbox.audit;

import io.adjourn.meetings.v1.CompletionArtifact;
import io.adjourn.meetings.v1.MeetingCompletion;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A field of which two records of a meeting say different things.
 *
 * @param field its name
 * @param published what the one published says, as JSON
 * @param replayed what the one made again says, as JSON
 */
public record Difference(String field, String published, String replayed) {
    /** Which revision said it, when and why, and what was counted on the way: not what the record says of the meeting. */
    private static final Set<String> NOT_SAID_OF_THE_MEETING = Set.of(
            "event_id",
            "dialect",
            "occurred_at",
            "received_at",
            "vendor_type",
            "raw",
            "revision",
            "changed",
            "closed_by",
            "event_count",
            "duplicate_count",
            "closed_at",
            "revised_at");

    /**
     * All that a consumer would act on and that is not the same. Of a link counts the address without its query and the
     * hour in which it expires, as it does for a new revision.
     */
    public static List<Difference> between(MeetingCompletion published, MeetingCompletion replayed) {
        return MeetingCompletion.getClassSchema().getFields().stream()
                .filter(field -> !NOT_SAID_OF_THE_MEETING.contains(field.name()))
                .map(field -> new Difference(field.name(), said(published, field), said(replayed, field)))
                .filter(difference -> !difference.published.equals(difference.replayed))
                .toList();
    }

    /** Whether the same events were published: they have the same ids then. */
    static List<Difference> between(EventIds published, EventIds replayed) {
        return published.equals(replayed)
                ? List.of()
                : List.of(new Difference("event ids", published.toString(), replayed.toString()));
    }

    /** As text: Avro cannot compare lists of records with times in them. */
    private static String said(MeetingCompletion record, Schema.Field field) {
        return field.name().equals("artifacts")
                ? record.getArtifacts().stream()
                        .map(Difference::lasting)
                        .toList()
                        .toString()
                : String.valueOf(record.get(field.pos()));
    }

    private static CompletionArtifact lasting(CompletionArtifact artifact) {
        return CompletionArtifact.newBuilder(artifact)
                .setUrl(withoutQuery(artifact.getUrl()))
                .setUrlExpiresAt(hour(artifact.getUrlExpiresAt()))
                .setNeedsRefetch(false)
                .build();
    }

    private static @Nullable String withoutQuery(@Nullable String url) {
        return url == null || !url.contains("?") ? url : url.substring(0, url.indexOf('?'));
    }

    private static @Nullable Instant hour(@Nullable Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.HOURS);
    }
}
