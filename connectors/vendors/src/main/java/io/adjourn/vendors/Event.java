package io.adjourn.vendors;

import io.adjourn.meetings.v1.ActivityKind;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.CalendarAction;
import io.adjourn.meetings.v1.EndReason;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One normalized fact: what all vendors' events become. */
public sealed interface Event {

    /** What every event says. */
    Said said();

    /**
     * The bot went from one state to another.
     *
     * @param terminal whether that was the last; ENDED or FAILED without it is provisional: the vendor will say so again
     * @param run what the event says of the run as a whole
     */
    record StateChange(
            Said said,
            BotState state,
            @Nullable BotState previous,
            @Nullable EndReason endReason,
            boolean terminal,
            VendorWords words,
            MeetingReference meeting,
            RunSummary run,
            @Nullable String attributes)
            implements Event {

        /** The same, saying this of the run as a whole. */
        public StateChange with(RunSummary other) {
            return new StateChange(said, state, previous, endReason, terminal, words, meeting, other, attributes);
        }

        /** The same in a meeting that is better known. */
        public StateChange in(MeetingReference other) {
            return new StateChange(said, state, previous, endReason, terminal, words, other, run, attributes);
        }

        /** The same at a time that is better known. */
        public StateChange at(EventTime time) {
            return new StateChange(
                    said.at(time), state, previous, endReason, terminal, words, meeting, run, attributes);
        }
    }

    /** The vendor has produced everything it will produce. */
    record ProcessingDone(
            Said said, VendorWords words, @Nullable String attributes) implements Event {}

    /**
     * The meeting's data was deleted, or is to be.
     *
     * @param byOperator whether the installation's operator asks for it; else the vendor did it
     */
    record DataDeletion(
            Said said, VendorWords words, @Nullable String attributes, boolean byOperator) implements Event {

        /** By the vendor. */
        public DataDeletion(Said said, VendorWords words, @Nullable String attributes) {
            this(said, words, attributes, false);
        }
    }

    /**
     * What became of an artifact.
     *
     * @param implied true where the vendor names no artifact and only its end of the run implies one: it holds unless the
     *     bot never got in, or was never let record
     */
    record Artifact(
            Said said,
            ArtifactKind kind,
            ArtifactStatus status,
            boolean implied,
            @Nullable String artifactId,
            @Nullable Link link,
            Media media,
            @Nullable String content,
            @Nullable String provider,
            @Nullable String detail)
            implements Event {

        /** The same for those who cannot carry its content. */
        public Artifact withoutContent() {
            return new Artifact(said, kind, status, implied, artifactId, link, media, null, provider, detail);
        }
    }

    /**
     * A connected calendar, or an event in it, changed. Never part of a meeting's record.
     *
     * @param calendar the vendor's id of the calendar
     * @param connectionStatus the vendor's word for the connection's state; this and all below null where not said
     * @param instances the occurrences concerned, in the vendor's order
     */
    record Calendar(
            Said said,
            CalendarAction action,
            String calendar,
            @Nullable String platform,
            @Nullable String accountEmail,
            @Nullable String connectionStatus,
            @Nullable String seriesId,
            @Nullable String eventType,
            List<Instance> instances)
            implements Event {
        public Calendar {
            instances = List.copyOf(instances);
        }

        /** One occurrence of a calendar event, in the vendor's words; null where not said or not readable. */
        public record Instance(
                @Nullable String eventId,
                @Nullable Instant start,
                @Nullable Instant end,
                @Nullable String title,
                @Nullable String status,
                @Nullable Boolean allDay,
                @Nullable Boolean exception,
                @Nullable Boolean botScheduled,
                @Nullable String meetingUrl,
                @Nullable String meetingPlatform) {}
    }

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
    record Said(String vendorType, String semanticKey, EventTime time) {

        /** The same at a time that is better known. */
        public Said at(EventTime other) {
            return new Said(vendorType, semanticKey, other);
        }
    }

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

    /**
     * What an event says of the run as a whole.
     *
     * @param joinedAt when the bot got in; this and the two below null where not said
     * @param recordingStartedAt when recording began
     * @param durationSeconds how long the bot was in the meeting
     * @param neverJoined true where the vendor says that the bot never got in
     * @param participants who took part, in the vendor's order
     * @param speakers who spoke, in the vendor's order
     * @param expects the artifacts that this one bot was asked for, instead of those that its source expects; empty where
     *     none was asked for, null where nothing is said
     * @param joinAt when a scheduled bot is to join; null where not said
     */
    record RunSummary(
            @Nullable Instant joinedAt,
            @Nullable Instant recordingStartedAt,
            @Nullable Double durationSeconds,
            boolean neverJoined,
            List<String> participants,
            List<String> speakers,
            @Nullable Set<ArtifactKind> expects,
            @Nullable Instant joinAt) {
        public static final RunSummary NONE = new RunSummary(null, null, null, false, List.of(), List.of(), null, null);

        public RunSummary {
            participants = List.copyOf(participants);
            speakers = List.copyOf(speakers);
            expects = expects == null ? null : Set.copyOf(expects);
        }

        /** The same of a bot that was asked for these artifacts. */
        public RunSummary expecting(@Nullable Set<ArtifactKind> artifacts) {
            return new RunSummary(
                    joinedAt,
                    recordingStartedAt,
                    durationSeconds,
                    neverJoined,
                    participants,
                    speakers,
                    artifacts,
                    joinAt);
        }
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
