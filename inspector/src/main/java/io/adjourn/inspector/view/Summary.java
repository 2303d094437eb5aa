package io.adjourn.inspector.view;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.meetings.v1.Outcome;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A meeting in a list.
 *
 * @param key its key, {@code {source}/{session}}
 * @param session the vendor's own id of the bot in this call
 * @param open whether it may still change by itself: it waits for something
 * @param state the bot's last state
 * @param outcome what it came to; null before its first revision
 * @param endReason why it ended; null where not known
 * @param revision the last one; 0 before the first
 * @param epoch of that revision
 * @param platform such as {@code zoom}; null where not said, as all below that may be null
 * @param nativeMeetingId the platform's own id of the meeting
 * @param meetingUrl the link to join, without its query unless shown whole
 * @param missing what was expected and is not there
 * @param firstSeenAt when its first delivery came in; lists are in this order, newest first
 * @param lastNewsAt when the latest one came in
 * @param deliveries how many came in, duplicates included
 * @param rejects how many of them could not be read
 */
@Serdeable
public record Summary(
        String key,
        String source,
        String vendor,
        String session,
        boolean open,
        BotState state,
        @Nullable Outcome outcome,
        @Nullable EndReason endReason,
        int revision,
        int epoch,
        @Nullable String platform,
        @Nullable String nativeMeetingId,
        @Nullable String meetingUrl,
        @Nullable Instant joinedAt,
        @Nullable Instant endedAt,
        @Nullable Double durationSeconds,
        List<ArtifactKind> missing,
        Instant firstSeenAt,
        Instant lastNewsAt,
        int deliveries,
        int rejects) {
    public Summary {
        missing = List.copyOf(missing);
    }
}
