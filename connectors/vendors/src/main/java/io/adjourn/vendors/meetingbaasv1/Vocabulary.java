package io.adjourn.vendors.meetingbaasv1;

import static java.util.Map.entry;

import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.vendors.OrderedMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The words of Meeting BaaS, and what they mean; the same tables are in docs/vendors/meetingbaas-v1.md. */
final class Vocabulary {

    /**
     * The names of events. The documentation knows some by two: the one in its examples and handlers, and a dotted one. Whichever
     * comes, it is the same fact.
     */
    static final Map<String, EventKind> EVENTS = OrderedMap.of(
            entry("bot.status_change", EventKind.STATUS_CHANGED),
            entry("meeting.started", EventKind.STARTED),
            entry("complete", EventKind.COMPLETED),
            entry("meeting.completed", EventKind.COMPLETED),
            entry("failed", EventKind.FAILED),
            entry("meeting.failed", EventKind.FAILED),
            entry("transcription_complete", EventKind.TRANSCRIBED),
            entry("transcription.available", EventKind.TRANSCRIBED),
            entry("transcription.updated", EventKind.TRANSCRIBED_AGAIN),
            entry("calendar.sync_events", EventKind.CALENDAR_SYNCED),
            entry("calendar.synced", EventKind.CALENDAR_SYNCED),
            entry("event.added", EventKind.EVENT_ADDED),
            entry("event.updated", EventKind.EVENT_UPDATED),
            entry("event.deleted", EventKind.EVENT_DELETED));

    /** Those from the documentation's list of events, of which it shows no body. */
    static final Set<String> DOTTED = Set.of(
            "meeting.started",
            "meeting.completed",
            "meeting.failed",
            "transcription.available",
            "transcription.updated",
            "calendar.synced",
            "event.added",
            "event.updated",
            "event.deleted");

    /** The codes of a bot's live status. None is the last word: {@code complete} or {@code failed} follows. */
    static final Map<String, Status> STATUS_CODES = OrderedMap.of(
            entry("joining_call", new Status(BotState.JOINING, null)),
            entry("in_waiting_room", new Status(BotState.WAITING_ROOM, null)),
            entry("in_call_not_recording", new Status(BotState.IN_MEETING, null)),
            entry("in_call_recording", new Status(BotState.RECORDING, null)),
            entry("recording_paused", new Status(BotState.RECORDING_PAUSED, null)),
            entry("recording_resumed", new Status(BotState.RECORDING, null)),
            entry("call_ended", new Status(BotState.PROCESSING, null)),
            entry("bot_rejected", new Status(BotState.LEAVING, EndReason.JOIN_DENIED)),
            entry("bot_removed", new Status(BotState.LEAVING, EndReason.REMOVED_BY_PARTICIPANT)),
            entry("waiting_room_timeout", new Status(BotState.LEAVING, EndReason.WAITING_ROOM_TIMEOUT)),
            entry("invalid_meeting_url", new Status(BotState.LEAVING, EndReason.MEETING_NOT_FOUND)),
            entry("meeting_error", new Status(BotState.LEAVING, EndReason.INTERNAL_ERROR)));

    /** What {@code error} says in {@code failed}: in two spellings, each with words of its own. */
    static final Map<String, EndReason> ERRORS = Map.ofEntries(
            entry("meeting_not_found", EndReason.MEETING_NOT_FOUND),
            entry("InvalidMeetingUrl", EndReason.MEETING_NOT_FOUND),
            entry("CannotJoinMeeting", EndReason.CANNOT_JOIN),
            entry("TimeoutWaitingToStart", EndReason.WAITING_ROOM_TIMEOUT),
            entry("BotNotAccepted", EndReason.JOIN_DENIED),
            entry("access_denied", EndReason.JOIN_DENIED),
            entry("BotRemoved", EndReason.REMOVED_BY_PARTICIPANT),
            entry("authentication_error", EndReason.PLATFORM_AUTH),
            entry("network_error", EndReason.INTERNAL_ERROR),
            entry("internal_error", EndReason.INTERNAL_ERROR),
            entry("InternalError", EndReason.INTERNAL_ERROR));

    /** The same regardless of the spelling, with the codes of a live status that tell why. */
    private static final Map<String, EndReason> REASONS_BY_LETTERS = reasonsByLetters();

    private Vocabulary() {}

    /**
     * What a status code means.
     *
     * @param reason why the run is about to end, null where the code does not tell
     */
    record Status(BotState state, @Nullable EndReason reason) {}

    /** What a code means; null for one that is not known, or none. */
    static @Nullable Status statusOf(@Nullable String code) {
        return code == null ? null : STATUS_CODES.get(code);
    }

    /** Why the run failed; UNKNOWN for a word that is not known in any spelling, or none. */
    static EndReason reasonOf(@Nullable String error) {
        return error == null ? EndReason.UNKNOWN : REASONS_BY_LETTERS.getOrDefault(letters(error), EndReason.UNKNOWN);
    }

    private static Map<String, EndReason> reasonsByLetters() {
        var reasons = new HashMap<String, EndReason>();
        STATUS_CODES.forEach((code, status) -> {
            if (status.reason() != null) {
                reasons.put(letters(code), status.reason());
            }
        });
        ERRORS.forEach((word, reason) -> reasons.put(letters(word), reason));
        return Map.copyOf(reasons);
    }

    private static String letters(String word) {
        return word.replace("_", "").toLowerCase(Locale.ROOT);
    }
}
