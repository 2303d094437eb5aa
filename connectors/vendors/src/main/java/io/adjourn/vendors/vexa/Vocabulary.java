package io.adjourn.vendors.vexa;

import static java.util.Map.entry;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.vendors.OrderedMap;
import io.adjourn.vendors.vexa.EventKind.ArtifactMade;
import io.adjourn.vendors.vexa.EventKind.StatusChanged;
import io.adjourn.vendors.vexa.EventKind.TestSent;
import java.util.Map;
import java.util.Set;

/** The words of Vexa, and what they mean; the same tables are in docs/vendors/vexa.md. */
final class Vocabulary {
    static final String COMPLETED = "completed";
    static final String FAILED = "failed";

    static final Map<String, EventKind> EVENTS = OrderedMap.of(
            entry("meeting.status_change", new StatusChanged(null)),
            entry("meeting.started", new StatusChanged("active")),
            entry("meeting.completed", new StatusChanged(COMPLETED)),
            entry("bot.failed", new StatusChanged(FAILED)),
            entry("recording.completed", new ArtifactMade(ArtifactKind.RECORDING)),
            entry("recording.ready", new ArtifactMade(ArtifactKind.RECORDING)),
            entry("transcription.ready", new ArtifactMade(ArtifactKind.TRANSCRIPT)),
            entry("test", new TestSent()));

    /** What a run can go to, in the order of its life. */
    static final Map<String, BotState> STATUSES = OrderedMap.of(
            entry("requested", BotState.REQUESTED),
            entry("joining", BotState.JOINING),
            entry("awaiting_admission", BotState.WAITING_ROOM),
            entry("needs_help", BotState.WAITING_ROOM),
            entry("needs_human_help", BotState.WAITING_ROOM),
            entry("active", BotState.IN_MEETING),
            entry("stopping", BotState.LEAVING),
            entry(COMPLETED, BotState.ENDED),
            entry(FAILED, BotState.FAILED));

    /** Who has a run stop; anybody else does it on request, too. */
    static final Map<String, EndReason> TRANSITION_SOURCES = OrderedMap.of(
            entry("user_stop", EndReason.LEFT_ON_REQUEST), entry("scheduler_timeout", EndReason.MAX_DURATION));

    static final Map<String, EndReason> COMPLETION_REASONS = OrderedMap.of(
            entry("stopped", EndReason.LEFT_ON_REQUEST),
            entry("left_alone", EndReason.EVERYONE_LEFT),
            entry("startup_alone", EndReason.NOBODY_JOINED),
            entry("evicted", EndReason.REMOVED_BY_PARTICIPANT),
            entry("awaiting_admission_timeout", EndReason.WAITING_ROOM_TIMEOUT),
            entry("awaiting_admission_rejected", EndReason.JOIN_DENIED),
            entry("join_failure", EndReason.CANNOT_JOIN),
            // Where somebody stopped it, the step before tells more.
            entry("stopped_before_admission", EndReason.CANNOT_JOIN),
            entry("stopped_with_no_audio", EndReason.INTERNAL_ERROR),
            entry("auth_session_missing", EndReason.LOGIN_REQUIRED),
            entry("validation_error", EndReason.INTERNAL_ERROR),
            entry("max_bot_time_exceeded", EndReason.MAX_DURATION));

    /** The bot's own words, for want of a completion reason; there are more of them, and free text. */
    static final Map<String, EndReason> REASONS = OrderedMap.of(
            entry("self_initiated_leave", EndReason.NORMAL_EXIT),
            entry("normal_completion", EndReason.NORMAL_EXIT),
            entry("admission_timeout", EndReason.WAITING_ROOM_TIMEOUT),
            entry("admission_rejected_by_admin", EndReason.JOIN_DENIED),
            entry("removed_by_admin", EndReason.REMOVED_BY_PARTICIPANT),
            entry("left_alone_timeout", EndReason.EVERYONE_LEFT),
            entry("startup_alone_timeout", EndReason.NOBODY_JOINED));

    /** How far a run had come that failed, for want of both. */
    static final Map<String, EndReason> FAILURE_STAGES = OrderedMap.of(
            entry("requested", EndReason.INTERNAL_ERROR),
            entry("joining", EndReason.CANNOT_JOIN),
            entry("awaiting_admission", EndReason.CANNOT_JOIN),
            entry("active", EndReason.INTERNAL_ERROR));

    /** The types of files; any other is a recording of a kind that is not known. */
    static final Map<String, ArtifactKind> MEDIA_TYPES =
            OrderedMap.of(entry("audio", ArtifactKind.AUDIO), entry("video", ArtifactKind.VIDEO));

    /** What became of the transcript, as the end of a run tells it. */
    static final Map<String, ArtifactStatus> TRANSCRIPTION_OUTCOMES = OrderedMap.of(
            entry("served", ArtifactStatus.READY),
            entry(FAILED, ArtifactStatus.FAILED),
            entry("no_output", ArtifactStatus.UNAVAILABLE),
            entry("disabled", ArtifactStatus.SKIPPED));

    /** How the bot did, as the end of a run tells it. */
    static final Set<String> BOT_OUTCOMES = Set.of("served", FAILED, "never_admitted");

    private Vocabulary() {}

    /** Whether a run is over with this status. */
    static boolean isEnd(String status) {
        return status.equals(COMPLETED) || status.equals(FAILED);
    }

    /** Whether a bot with this status has been in the meeting. */
    static boolean isIn(String status) {
        return status.equals("active") || status.equals("stopping");
    }
}
