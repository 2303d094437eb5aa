package io.adjourn.vendors.meetingbaasv2;

import io.adjourn.meetings.v1.EndReason;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The codes of {@code data.error_code}, an open set, and why the run ended by them. */
final class ErrorCodes {
    private static final Map<String, EndReason> REASONS = reasons();

    private ErrorCodes() {}

    /** Whether the code is one of these. */
    static boolean isKnown(String code) {
        return REASONS.containsKey(code);
    }

    /**
     * Why a run with this code ended; null for a code that is not known. The codes of steps that tell why are words for it, too:
     * they are the same words in small letters.
     */
    static @Nullable EndReason reasonOf(String code) {
        EndReason reason = REASONS.get(code.toUpperCase(Locale.ROOT));
        StatusCode step = reason == null ? StatusCode.of(code.toLowerCase(Locale.ROOT)) : null;
        return step == null ? reason : step.reason();
    }

    /** All codes, those of one reason together. */
    static Set<String> all() {
        return REASONS.keySet();
    }

    private static Map<String, EndReason> reasons() {
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
