package io.adjourn.vendors.meetingbaasv1;

import static java.util.Map.entry;

import io.adjourn.meetings.v1.EndReason;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code error} says in {@code failed}: in two spellings, each with words of its own. */
final class Failures {
    /** The known words. */
    static final Map<String, EndReason> REASONS = Map.ofEntries(
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

    private Failures() {}

    /** The same regardless of the spelling, with the codes of a live status that tell why. */
    private static final Map<String, EndReason> BY_LETTERS = byLetters();

    static boolean isKnown(String error) {
        return REASONS.containsKey(error);
    }

    /** Why the run failed; UNKNOWN for a word that is not known in any spelling, or none. */
    static EndReason reasonOf(@Nullable String error) {
        return error == null ? EndReason.UNKNOWN : BY_LETTERS.getOrDefault(letters(error), EndReason.UNKNOWN);
    }

    private static Map<String, EndReason> byLetters() {
        var reasons = new HashMap<String, EndReason>();
        for (StatusCode code : StatusCode.values()) {
            if (code.reason() != null) {
                reasons.put(letters(code.word()), code.reason());
            }
        }
        REASONS.forEach((word, reason) -> reasons.put(letters(word), reason));
        return Map.copyOf(reasons);
    }

    private static String letters(String word) {
        return word.replace("_", "").toLowerCase(Locale.ROOT);
    }
}
