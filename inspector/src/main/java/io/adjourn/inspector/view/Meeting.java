package io.adjourn.inspector.view;

import io.adjourn.meetings.v1.ClosedBy;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything of one meeting.
 *
 * @param summary what a list says of it
 * @param version changes with everything that is shown of it: a weak ETag
 * @param closedBy why the last revision exists; null before the first
 * @param errorCode the vendor's own code; null where there is none
 * @param errorMessage the vendor's own words; masked unless shown whole
 * @param waiting what it waits for; null where it is not open
 * @param requestedAt when the bot was asked for; null where not known, as the times below
 * @param recordingStartedAt when recording began
 * @param closedAt when it first closed
 * @param revisedAt when its last revision was made
 * @param deletedAt when its data was deleted; then no content is left here either
 * @param attempts the runs of its bot, in their order; empty before its first revision
 * @param steps what is known of its course, by time; of a closed meeting those of its last revision
 * @param deliveries all that came in, by receipt
 * @param moreDeliveries how many there are beside those: of a meeting with thousands, not all are shown
 * @param artifacts the last known of each kind and id
 * @param revisions those that the index has seen, in their order
 * @param unseenRevisions how many earlier ones were made before this index began: the topic keeps only the last
 * @param rejects its deliveries that could not be read
 * @param conflicts what contradicts itself
 * @param participants names; empty unless shown whole
 * @param participantCount how many there are
 * @param speakers names; empty unless shown whole
 * @param attributes the customer's own metadata, as a JSON text; e-mail addresses in it are masked unless shown whole
 */
@Serdeable
public record Meeting(
        Summary summary,
        String version,
        @Nullable ClosedBy closedBy,
        @Nullable String errorCode,
        @Nullable String errorMessage,
        @Nullable Waiting waiting,
        @Nullable Instant requestedAt,
        @Nullable Instant recordingStartedAt,
        @Nullable Instant closedAt,
        @Nullable Instant revisedAt,
        @Nullable Instant deletedAt,
        List<Attempt> attempts,
        List<Step> steps,
        List<DeliveryView> deliveries,
        int moreDeliveries,
        List<ArtifactView> artifacts,
        List<RevisionView> revisions,
        int unseenRevisions,
        List<Reject> rejects,
        List<ConflictView> conflicts,
        List<String> participants,
        int participantCount,
        List<String> speakers,
        @Nullable String attributes) {
    public Meeting {
        attempts = List.copyOf(attempts);
        steps = List.copyOf(steps);
        deliveries = List.copyOf(deliveries);
        artifacts = List.copyOf(artifacts);
        revisions = List.copyOf(revisions);
        rejects = List.copyOf(rejects);
        conflicts = List.copyOf(conflicts);
        participants = List.copyOf(participants);
        speakers = List.copyOf(speakers);
    }

    /** How many deliveries told nothing new. */
    public long duplicates() {
        return deliveries.stream()
                .filter(delivery -> delivery.result() == DeliveryResult.DUPLICATE)
                .count();
    }
}
