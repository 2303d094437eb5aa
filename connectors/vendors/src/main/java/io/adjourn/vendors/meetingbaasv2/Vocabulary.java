package io.adjourn.vendors.meetingbaasv2;

import static java.util.Map.entry;

import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.CalendarAction;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.vendors.OrderedMap;
import io.adjourn.vendors.meetingbaasv2.EventKind.CalendarSynced;
import io.adjourn.vendors.meetingbaasv2.EventKind.ChatMessage;
import io.adjourn.vendors.meetingbaasv2.EventKind.Completed;
import io.adjourn.vendors.meetingbaasv2.EventKind.ConnectionChanged;
import io.adjourn.vendors.meetingbaasv2.EventKind.EventChanged;
import io.adjourn.vendors.meetingbaasv2.EventKind.Failed;
import io.adjourn.vendors.meetingbaasv2.EventKind.OfCalendar;
import io.adjourn.vendors.meetingbaasv2.EventKind.StatusChanged;
import io.adjourn.vendors.meetingbaasv2.EventKind.Unrecognized;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The words of Meeting BaaS, and what they mean; the same tables are in docs/vendors/meetingbaas-v2.md. */
final class Vocabulary {
    static final String CHAT_MESSAGE = "bot.chat_message";
    static final String CONNECTION_ERROR = "calendar.connection_error";

    private static final String UPDATED_AT = "updated_at";

    private static final Map<String, EventKind> EVENTS = OrderedMap.of(
            entry("bot.completed", new Completed()),
            entry("bot.failed", new Failed()),
            entry("bot.status_change", new StatusChanged()),
            entry(CHAT_MESSAGE, new ChatMessage()),
            entry("calendar.connection_created", new ConnectionChanged(CalendarAction.CONNECTED, "created_at")),
            entry("calendar.connection_updated", new ConnectionChanged(CalendarAction.UPDATED, UPDATED_AT)),
            entry("calendar.connection_deleted", new ConnectionChanged(CalendarAction.DISCONNECTED, "deleted_at")),
            entry(CONNECTION_ERROR, new ConnectionChanged(CalendarAction.CONNECTION_ERROR, UPDATED_AT)),
            entry("calendar.event_created", new EventChanged(CalendarAction.EVENT_CREATED)),
            entry("calendar.event_updated", new EventChanged(CalendarAction.EVENT_UPDATED)),
            entry("calendar.event_cancelled", new EventChanged(CalendarAction.EVENT_CANCELLED)),
            entry("calendar.events_synced", new CalendarSynced()));

    /** The step after which another attempt is made; the one before it has failed. */
    static final String RETRYING = "retrying";

    static final String RECORDING_FAILED = "recording_failed";

    /** The codes of {@code data.status.code}, an open set, in the order of a bot's life. */
    static final Map<String, Status> STATUS_CODES = OrderedMap.of(
            entry("queued", Status.of(BotState.REQUESTED)),
            entry("pickup_delayed", Status.of(BotState.REQUESTED)),
            // An attempt failed and another one is queued.
            entry(RETRYING, new Status(BotState.REQUESTED, null, BotState.FAILED)),
            entry("joining_call", Status.of(BotState.JOINING)),
            entry("in_waiting_room", Status.of(BotState.WAITING_ROOM)),
            entry("in_waiting_for_host", Status.of(BotState.WAITING_ROOM)),
            entry("in_call_not_recording", Status.of(BotState.IN_MEETING)),
            entry("in_call_recording", Status.of(BotState.RECORDING)),
            entry("recording_paused", Status.of(BotState.RECORDING_PAUSED)),
            entry("recording_resumed", Status.of(BotState.RECORDING)),
            // Why the bot is about to leave; an end that comes later says less, or nothing.
            entry("api_request_stop", Status.leaving(EndReason.LEFT_ON_REQUEST)),
            entry("bot_rejected", Status.leaving(EndReason.JOIN_DENIED)),
            entry("bot_removed", Status.leaving(EndReason.REMOVED_BY_PARTICIPANT)),
            entry("bot_removed_too_early", Status.leaving(EndReason.REMOVED_BY_PARTICIPANT)),
            entry("waiting_room_timeout", Status.leaving(EndReason.WAITING_ROOM_TIMEOUT)),
            entry("invalid_meeting_url", Status.leaving(EndReason.MEETING_NOT_FOUND)),
            entry("meeting_error", Status.leaving(EndReason.INTERNAL_ERROR)),
            entry("call_ended", Status.of(BotState.PROCESSING)),
            entry("recording_succeeded", Status.of(BotState.PROCESSING)),
            entry(RECORDING_FAILED, Status.of(BotState.PROCESSING)),
            entry("transcribing", Status.of(BotState.PROCESSING)),
            // An event of its own follows and says so for good.
            entry("completed", Status.of(BotState.ENDED)),
            entry("failed", Status.of(BotState.FAILED)));

    /** The codes of {@code data.error_code}, an open set, and why the run ended by them; those of one reason together. */
    static final Map<String, EndReason> ERROR_CODES = errors();

    /** The states of a calendar's connection that is no use. */
    static final List<String> BROKEN = List.of("error", "revoked", "permission_denied");

    static final Set<String> CONNECTION_STATES = Set.of("active", "error", "revoked", "permission_denied");

    private Vocabulary() {}

    /**
     * What a status code means.
     *
     * @param reason why the run is about to end, where the code tells
     * @param previous the state before it, where the code tells
     */
    record Status(
            BotState state,
            @Nullable EndReason reason,
            @Nullable BotState previous) {

        private static Status of(BotState state) {
            return new Status(state, null, null);
        }

        private static Status leaving(EndReason reason) {
            return new Status(BotState.LEAVING, reason, null);
        }
    }

    /** Whether a run is over with this status. */
    static boolean isEnd(@Nullable String status) {
        return "completed".equals(status) || "failed".equals(status);
    }

    static EventKind kindOf(@Nullable String name) {
        return name == null ? new Unrecognized() : EVENTS.getOrDefault(name, new Unrecognized());
    }

    /** The names of calendars' events. */
    static List<String> ofCalendars() {
        return EVENTS.keySet().stream()
                .filter(name -> kindOf(name) instanceof OfCalendar)
                .toList();
    }

    /** What a status code means; null for one that is not known, or none. */
    static @Nullable Status statusOf(@Nullable String code) {
        return code == null ? null : STATUS_CODES.get(code);
    }

    /**
     * Why a run with this code ended; null for a code that is not known, or none. The codes of steps that tell why are words for it,
     * too: they are the same words in small letters.
     */
    static @Nullable EndReason reasonOf(@Nullable String errorCode) {
        if (errorCode == null) {
            return null;
        }
        EndReason reason = ERROR_CODES.get(errorCode.toUpperCase(Locale.ROOT));
        Status status = reason == null ? statusOf(errorCode.toLowerCase(Locale.ROOT)) : null;
        return status == null ? reason : status.reason();
    }

    private static Map<String, EndReason> errors() {
        var codes = new LinkedHashMap<EndReason, List<String>>();
        codes.put(
                EndReason.BOT_CRASHED,
                List.of("BOT_CRASHED", "OOM_KILLED", "SIGTERM", "FORCE_KILLED", "GENERAL_ERROR"));
        codes.put(EndReason.CANNOT_JOIN, List.of("CANNOT_JOIN_MEETING", "ZOOM_LOADING_STALLED"));
        codes.put(EndReason.DUPLICATE_BOT, List.of("BOT_ALREADY_EXISTS"));
        codes.put(
                EndReason.HOST_NOT_STARTED, List.of("WAITING_FOR_HOST_TIMEOUT", "WAITING_FOR_AUTHORIZED_USER_TIMEOUT"));
        codes.put(EndReason.INTERNAL_ERROR, List.of("STREAMING_SETUP_FAILED", "INTERNAL_ERROR"));
        codes.put(EndReason.JOIN_DENIED, List.of("BOT_NOT_ACCEPTED"));
        codes.put(EndReason.LEFT_ON_REQUEST, List.of("API_REQUEST", "EXITING_MEETING_BEFORE_RECORD"));
        codes.put(
                EndReason.LOGIN_REQUIRED,
                List.of("LOGIN_REQUIRED", "ZOOM_ANONYMOUS_JOIN_NOT_ALLOWED", "TEAMS_LOGIN_FAILED_TIMEOUT"));
        codes.put(EndReason.MAX_DURATION, List.of("RECORDING_TIMEOUT"));
        codes.put(EndReason.MEETING_ENDED, List.of("MEETING_ENDED", "MEETING_ENDED_PREMATURELY"));
        codes.put(
                EndReason.MEETING_NOT_FOUND,
                List.of("MEETING_NOT_FOUND", "INVALID_MEETING_URL", "INVALID_MEETING_PLATFORM"));
        codes.put(EndReason.NOBODY_JOINED, List.of("NO_ATTENDEES"));
        codes.put(
                EndReason.PLATFORM_AUTH,
                List.of(
                        "UNABLE_JOIN_EXTERNAL_MEETING",
                        "SET_ZOOM_ID_AND_PWD_TOGETHER",
                        "CANNOT_GET_JWT_TOKEN",
                        "SDK_AUTH_FAILED",
                        "ZOOM_ACCESS_TOKEN_ERROR",
                        "ZOOM_OBF_TOKEN_ERROR"));
        codes.put(EndReason.QUOTA_EXCEEDED, List.of("INSUFFICIENT_TOKENS", "DAILY_BOT_CAP_REACHED"));
        codes.put(
                EndReason.RECORDING_DENIED,
                List.of(
                        "RECORDING_RIGHTS_NOT_GRANTED",
                        "CANNOT_REQUEST_RECORDING_RIGHT",
                        "RECORDING_START_TIMEOUT",
                        "HOST_CLIENT_CANNOT_GRANT_PERMISSION"));
        codes.put(EndReason.REMOVED_BY_PARTICIPANT, List.of("BOT_REMOVED", "BOT_REMOVED_TOO_EARLY"));
        codes.put(EndReason.SILENCE_TIMEOUT, List.of("NO_SPEAKER"));
        codes.put(EndReason.TRANSCRIPTION_FAILED, List.of("TRANSCRIPTION_FAILED", "TRANSCRIPTION_ERROR"));
        codes.put(EndReason.UNKNOWN, List.of("UNKNOWN_ERROR"));
        codes.put(EndReason.WAITING_ROOM_TIMEOUT, List.of("TIMEOUT_WAITING_TO_START"));

        var reasons = new LinkedHashMap<String, EndReason>();
        codes.forEach((reason, words) -> words.forEach(word -> reasons.put(word, reason)));
        return Collections.unmodifiableMap(reasons);
    }
}
