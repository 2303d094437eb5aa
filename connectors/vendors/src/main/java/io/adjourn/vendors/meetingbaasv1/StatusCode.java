package io.adjourn.vendors.meetingbaasv1;

import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.EndReason;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The codes of a bot's live status. None is the last word: {@code complete} or {@code failed} follows. */
enum StatusCode {
    JOINING_CALL(BotState.JOINING),
    IN_WAITING_ROOM(BotState.WAITING_ROOM),
    IN_CALL_NOT_RECORDING(BotState.IN_MEETING),
    IN_CALL_RECORDING(BotState.RECORDING),
    RECORDING_PAUSED(BotState.RECORDING_PAUSED),
    RECORDING_RESUMED(BotState.RECORDING),
    CALL_ENDED(BotState.PROCESSING),
    BOT_REJECTED(BotState.LEAVING, EndReason.JOIN_DENIED),
    BOT_REMOVED(BotState.LEAVING, EndReason.REMOVED_BY_PARTICIPANT),
    WAITING_ROOM_TIMEOUT(BotState.LEAVING, EndReason.WAITING_ROOM_TIMEOUT),
    INVALID_MEETING_URL(BotState.LEAVING, EndReason.MEETING_NOT_FOUND),
    MEETING_ERROR(BotState.LEAVING, EndReason.INTERNAL_ERROR),
    /** One that is not known yet, or none at all. */
    UNKNOWN(BotState.UNKNOWN);

    private static final Map<String, StatusCode> BY_WORD = Arrays.stream(values())
            .filter(code -> code != UNKNOWN)
            .collect(Collectors.toMap(StatusCode::word, Function.identity()));

    private final BotState state;
    private final @Nullable EndReason reason;

    StatusCode(BotState state) {
        this(state, null);
    }

    StatusCode(BotState state, @Nullable EndReason reason) {
        this.state = state;
        this.reason = reason;
    }

    /** The code that is written so. */
    static StatusCode of(@Nullable String word) {
        return word == null ? UNKNOWN : BY_WORD.getOrDefault(word, UNKNOWN);
    }

    /** As Meeting BaaS writes it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    BotState state() {
        return state;
    }

    /** Why the run is about to end, null where the code does not tell. */
    @Nullable
    EndReason reason() {
        return reason;
    }
}
