package io.adjourn.vendors.attendee;

import static java.util.Map.entry;

import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.CalendarAction;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.vendors.OrderedMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The words of Attendee, and what they mean; the same tables are in docs/vendors/attendee.md.
 *
 * <p>The state is given by {@code new_state}, for several events lead to one state and one event to several states:
 * {@code fatal_error} is both the name of an event and the state that {@code could_not_join_meeting} leads to. The reason is given by
 * {@code event_type} and {@code event_sub_type}.
 */
final class Vocabulary {
    /** The state, and the event, after which there is no data any more. */
    static final String DATA_DELETED = "data_deleted";

    /** The event of a meeting that is over, and of a bot that somebody removed: then it says who. */
    static final String MEETING_ENDED = "meeting_ended";

    /** The state that explains itself, whichever event led to it. */
    private static final String RECORDING_PERMISSION_DENIED = "joined_recording_permission_denied";

    /** Not the name of a sub type: what a leave without one is explained by. */
    private static final String NONE = "";

    /** What it sends, by the name in {@code trigger}. */
    static final Map<String, EventKind> EVENTS = OrderedMap.of(
            entry("bot.state_change", EventKind.STATE_CHANGE),
            entry("transcript.update", EventKind.TRANSCRIPT),
            entry("chat_messages.update", EventKind.CHAT),
            entry("participant_events.join_leave", EventKind.PRESENCE),
            entry("participant_events.speech_start_stop", EventKind.SPEECH),
            entry("bot_logs.update", EventKind.LOG),
            entry("async_transcription.state_change", EventKind.LATER_TRANSCRIPTION),
            entry("calendar.events_update", EventKind.CALENDAR_EVENTS),
            entry("calendar.state_change", EventKind.CALENDAR_STATE),
            entry("zoom_oauth_connection.state_change", EventKind.ZOOM_CONNECTION));

    /** What a participant does; each is the same activity. */
    static final Set<String> PRESENCE = Set.of("join", "leave", "update");

    static final Set<String> SPEECH = Set.of("speech_start", "speech_stop");

    /** How a connection to a calendar changed. */
    static final Map<String, CalendarAction> CONNECTIONS = OrderedMap.of(
            entry("connected", CalendarAction.CONNECTED), entry("disconnected", CalendarAction.DISCONNECTED));

    private static final Map<String, BotState> STATES = OrderedMap.of(
            entry("scheduled", BotState.SCHEDULED),
            entry("ready", BotState.REQUESTED),
            entry("staged", BotState.REQUESTED),
            entry("joining", BotState.JOINING),
            entry("connecting", BotState.JOINING),
            entry("waiting_room", BotState.WAITING_ROOM),
            entry("joined_not_recording", BotState.IN_MEETING),
            entry(RECORDING_PERMISSION_DENIED, BotState.IN_MEETING),
            entry("joining_breakout_room", BotState.IN_MEETING),
            entry("leaving_breakout_room", BotState.IN_MEETING),
            entry("joined_recording", BotState.RECORDING),
            entry("connected", BotState.RECORDING),
            entry("joined_recording_paused", BotState.RECORDING_PAUSED),
            entry("leaving", BotState.LEAVING),
            entry("disconnecting", BotState.LEAVING),
            entry("post_processing", BotState.PROCESSING),
            entry("ended", BotState.ENDED),
            entry("fatal_error", BotState.FAILED));

    /** The state of a bot that is in the meeting and records, as most are most of the time. */
    static final String RECORDING = "joined_recording";

    /** What the states of a bot in the meeting begin with, but for those between two rooms. */
    private static final String JOINED = "joined_";

    private static final Set<String> ENDS = Set.of("ended", "fatal_error");

    /** After which steps the state goes back to what it was in the meeting before them. */
    private static final Set<String> BACK = Set.of("joined_breakout_room", "left_breakout_room");

    /** The state that a step leads to: the API's list of steps leaves it out. */
    private static final Map<String, String> STATES_AFTER = OrderedMap.of(
            entry("staged", "staged"),
            entry("join_requested", "joining"),
            entry("put_in_waiting_room", "waiting_room"),
            entry("joined_meeting", "joined_not_recording"),
            entry("recording_permission_granted", RECORDING),
            entry("recording_permission_denied", RECORDING_PERMISSION_DENIED),
            entry("recording_paused", "joined_recording_paused"),
            entry("recording_resumed", RECORDING),
            entry("began_joining_breakout_room", "joining_breakout_room"),
            entry("began_leaving_breakout_room", "leaving_breakout_room"),
            entry("leave_requested", "leaving"),
            entry("left_meeting", "post_processing"),
            entry(MEETING_ENDED, "post_processing"),
            entry("post_processing_completed", "ended"),
            entry("could_not_join_meeting", "fatal_error"),
            entry("fatal_error", "fatal_error"),
            entry(DATA_DELETED, DATA_DELETED),
            entry("app_session_connection_requested", "connecting"),
            entry("app_session_connected", "connected"),
            entry("app_session_disconnect_requested", "disconnecting"),
            entry("app_session_disconnected", "post_processing"));

    /** What the state of a recording says of it once the run is over; nothing where it is still being made. */
    private static final Map<String, ArtifactStatus> RECORDINGS = Map.of(
            "complete", ArtifactStatus.READY,
            "failed", ArtifactStatus.FAILED,
            "not_started", ArtifactStatus.UNAVAILABLE);

    /** All states of a recording. */
    static final Set<String> RECORDING_STATES = Set.of("not_started", "in_progress", "paused", "complete", "failed");

    private static final Explanation NOTHING = new Explanation(Map.of(), null);

    /** Why the bot leaves: on request, where no other reason is given. */
    private static final Explanation LEAVE = new Explanation(
            OrderedMap.of(
                    entry(NONE, EndReason.LEFT_ON_REQUEST),
                    entry("user_requested", EndReason.LEFT_ON_REQUEST),
                    entry("auto_leave_silence", EndReason.SILENCE_TIMEOUT),
                    entry("auto_leave_only_participant_in_meeting", EndReason.EVERYONE_LEFT),
                    entry("auto_leave_max_uptime_exceeded", EndReason.MAX_DURATION),
                    entry("auto_leave_could_not_enable_closed_captions", EndReason.INTERNAL_ERROR)),
            EndReason.UNKNOWN);

    private static final Explanation NOT_JOINED = new Explanation(
            OrderedMap.of(
                    entry("meeting_not_started_waiting_for_host", EndReason.HOST_NOT_STARTED),
                    entry("authorized_user_not_in_meeting_timeout_exceeded", EndReason.HOST_NOT_STARTED),
                    entry("waiting_room_timeout_exceeded", EndReason.WAITING_ROOM_TIMEOUT),
                    entry("request_to_join_denied", EndReason.JOIN_DENIED),
                    entry("meeting_not_found", EndReason.MEETING_NOT_FOUND),
                    entry("unable_to_connect_to_meeting", EndReason.CANNOT_JOIN),
                    entry("blocked_by_captcha", EndReason.CANNOT_JOIN),
                    entry("zoom_meeting_status_failed", EndReason.CANNOT_JOIN),
                    entry("login_required", EndReason.LOGIN_REQUIRED),
                    entry("bot_login_attempt_failed", EndReason.LOGIN_REQUIRED),
                    entry("zoom_authorization_failed", EndReason.PLATFORM_AUTH),
                    entry("unpublished_zoom_app", EndReason.PLATFORM_AUTH),
                    entry("zoom_app_cannot_join_anonymously", EndReason.PLATFORM_AUTH),
                    entry("zoom_sdk_internal_error", EndReason.INTERNAL_ERROR)),
            EndReason.UNKNOWN);

    private static final Explanation FAILED = new Explanation(
            OrderedMap.of(
                    entry("process_terminated", EndReason.BOT_CRASHED),
                    entry("heartbeat_timeout", EndReason.BOT_CRASHED),
                    entry("bot_not_launched", EndReason.BOT_CRASHED),
                    entry("out_of_credits", EndReason.QUOTA_EXCEEDED),
                    entry("global_runtime_timeout", EndReason.MAX_DURATION),
                    entry("rtmp_connection_failed", EndReason.INTERNAL_ERROR),
                    entry("ui_element_not_found", EndReason.INTERNAL_ERROR),
                    entry("attendee_internal_error", EndReason.INTERNAL_ERROR)),
            EndReason.INTERNAL_ERROR);

    private static final Explanation RECORDING_DENIED = new Explanation(
            OrderedMap.of(
                    entry("host_denied_permission", EndReason.RECORDING_DENIED),
                    entry("request_timed_out", EndReason.RECORDING_DENIED),
                    entry("host_client_cannot_grant_permission", EndReason.RECORDING_DENIED),
                    entry("webinar_attendee_needs_panelist_promotion", EndReason.RECORDING_DENIED)),
            EndReason.RECORDING_DENIED);

    private static final Map<String, Explanation> EXPLANATIONS = OrderedMap.of(
            entry("staged", NOTHING),
            entry("join_requested", NOTHING),
            entry("put_in_waiting_room", NOTHING),
            entry("joined_meeting", NOTHING),
            entry("recording_permission_granted", NOTHING),
            entry("recording_permission_denied", RECORDING_DENIED),
            entry("recording_paused", NOTHING),
            entry("recording_resumed", NOTHING),
            entry("began_joining_breakout_room", NOTHING),
            entry("joined_breakout_room", NOTHING),
            entry("began_leaving_breakout_room", NOTHING),
            entry("left_breakout_room", NOTHING),
            entry("leave_requested", LEAVE),
            entry("left_meeting", NOTHING),
            entry(MEETING_ENDED, new Explanation(Map.of(), EndReason.MEETING_ENDED)),
            entry("could_not_join_meeting", NOT_JOINED),
            entry("fatal_error", FAILED),
            // The steps before it tell more, if there are any.
            entry("post_processing_completed", new Explanation(Map.of(), EndReason.NORMAL_EXIT)),
            entry(DATA_DELETED, NOTHING),
            entry("app_session_connection_requested", NOTHING),
            entry("app_session_connected", NOTHING),
            entry("app_session_disconnect_requested", LEAVE),
            entry("app_session_disconnected", NOTHING));

    /** Whatever the event: no two explain themselves by the same word. */
    private static final Map<String, EndReason> BY_SUB_TYPE = Stream.of(LEAVE, NOT_JOINED, FAILED, RECORDING_DENIED)
            .flatMap(explanation -> explanation.reasons.entrySet().stream())
            .filter(reason -> !reason.getKey().equals(NONE))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private static final Map<String, ArtifactStatus> TRANSCRIPTIONS = OrderedMap.of(
            entry("not_started", ArtifactStatus.PROCESSING),
            entry("in_progress", ArtifactStatus.PROCESSING),
            entry("complete", ArtifactStatus.READY),
            entry("failed", ArtifactStatus.FAILED));

    private Vocabulary() {}

    /** The words for states, in the order of a bot's life. */
    static Set<String> states() {
        return STATES.keySet();
    }

    /** The names of events, in the order of a bot's life. */
    static Set<String> eventTypes() {
        return EXPLANATIONS.keySet();
    }

    /** The sub types that an event is known to have; the empty one stands for none at all. */
    static Set<String> subTypes(String eventType) {
        return explanationOf(eventType).reasons.keySet();
    }

    /** The words for states of a transcription that is made after the meeting. */
    static Set<String> transcriptions() {
        return TRANSCRIPTIONS.keySet();
    }

    static boolean isKnownState(String word) {
        return STATES.containsKey(word) || word.equals(DATA_DELETED);
    }

    static boolean isKnownEventType(String word) {
        return EXPLANATIONS.containsKey(word);
    }

    static boolean isKnownSubType(@Nullable String eventType, String word) {
        return explanationOf(eventType).reasons.containsKey(word);
    }

    static BotState stateOf(@Nullable String word) {
        return word == null ? BotState.UNKNOWN : STATES.getOrDefault(word, BotState.UNKNOWN);
    }

    /**
     * Why the run ends, as far as the event tells; null where it tells nothing of it. A sub type says the same beside the name of
     * an event that is not known.
     */
    static @Nullable EndReason reasonOf(
            @Nullable String eventType, @Nullable String subType, @Nullable String newState) {
        EndReason reason = eventType != null && !isKnownEventType(eventType) && subType != null
                ? BY_SUB_TYPE.get(subType)
                : explanationOf(eventType).of(subType);
        return reason == null && RECORDING_PERMISSION_DENIED.equals(newState) ? EndReason.RECORDING_DENIED : reason;
    }

    /**
     * The state that a step leads to.
     *
     * @param joined the state in the meeting before it
     * @return null for a step that is not known
     */
    static @Nullable String stateAfter(String eventType, String joined) {
        return BACK.contains(eventType) ? joined : STATES_AFTER.get(eventType);
    }

    /** Whether a bot in that state is in the meeting, and not between two rooms of it. */
    static boolean isJoined(String state) {
        return state.startsWith(JOINED);
    }

    /** Whether a run is over in that state. */
    static boolean isEnd(String state) {
        return ENDS.contains(state);
    }

    /** What became of the recording of a run that is over; null where that is not decided, or the word is not known. */
    static @Nullable ArtifactStatus recordingOf(String word) {
        return RECORDINGS.get(word);
    }

    /** What became of a transcription; null for a word that is not known. */
    static @Nullable ArtifactStatus transcriptionOf(@Nullable String word) {
        return word == null ? null : TRANSCRIPTIONS.get(word);
    }

    private static Explanation explanationOf(@Nullable String eventType) {
        return eventType == null ? NOTHING : EXPLANATIONS.getOrDefault(eventType, NOTHING);
    }

    /**
     * How an event explains the end.
     *
     * @param reasons by its sub type
     * @param otherwise for any other sub type and for none
     */
    private record Explanation(
            Map<String, EndReason> reasons, @Nullable EndReason otherwise) {

        private @Nullable EndReason of(@Nullable String subType) {
            EndReason reason = reasons.get(subType == null ? NONE : subType);
            return reason == null ? otherwise : reason;
        }
    }
}
