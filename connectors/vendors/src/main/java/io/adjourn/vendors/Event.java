package io.adjourn.vendors;

import io.adjourn.meetings.v1.ActivityKind;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.EndReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One normalized fact: what all vendors' events become. */
public sealed interface Event {

    /** What every event says. */
    Said said();

    /** The bot went from one state to another. */
    record StateChange(
            Said said,
            BotState state,
            @Nullable BotState previous,
            @Nullable EndReason endReason,
            boolean terminal,
            VendorWords words,
            MeetingReference meeting,
            @Nullable String attributes)
            implements Event {}

    /** The vendor has produced everything it will produce. */
    record ProcessingDone(
            Said said, VendorWords words, @Nullable String attributes) implements Event {}

    /** The vendor deleted the meeting's data. */
    record DataDeletion(
            Said said, VendorWords words, @Nullable String attributes) implements Event {}

    /** What became of an artifact. */
    record Artifact(
            Said said,
            ArtifactKind kind,
            ArtifactStatus status,
            @Nullable String artifactId,
            @Nullable Link link,
            Media media,
            @Nullable String content,
            @Nullable String provider,
            @Nullable String detail)
            implements Event {}

    /**
     * Something that changes no record.
     *
     * @param data the event as the vendor sent it, as JSON
     */
    record Activity(Said said, ActivityKind kind, String data) implements Event {}

    /**
     * What every event says.
     *
     * @param vendorType the vendor's own name of the event, empty where it has none
     * @param semanticKey what makes it the same fact when it comes again, within its meeting and kind: never an id of the
     *     delivery, nor the time of receipt
     * @param time when it happened
     */
    record Said(String vendorType, String semanticKey, EventTime time) {}

    /**
     * When it happened.
     *
     * @param at by the vendor's clock, or the best known instead
     * @param inferred true when the vendor gave no usable time
     * @param unusable the vendor's own text where there was one that could not be used, else null
     */
    record EventTime(Instant at, boolean inferred, @Nullable String unusable) {}

    /** The vendor's own words, verbatim; null where it has none. */
    record VendorWords(
            @Nullable String state,
            @Nullable String reason,
            @Nullable String message) {}

    /** Which meeting the bot is in, as far as the event says. */
    record MeetingReference(
            @Nullable String platform,
            @Nullable String nativeId,
            @Nullable String url,
            @Nullable String calendarEventId) {
        public static final MeetingReference NONE = new MeetingReference(null, null, null, null);
    }

    /** Where to fetch an artifact, and until when by the vendor's rule; null where it has none. */
    record Link(String url, @Nullable Instant expiresAt) {}

    /** What is known of an artifact's file; null where not said. */
    record Media(
            @Nullable String format,
            @Nullable Long sizeBytes,
            @Nullable Double durationSeconds) {
        public static final Media NONE = new Media(null, null, null);
    }
}
