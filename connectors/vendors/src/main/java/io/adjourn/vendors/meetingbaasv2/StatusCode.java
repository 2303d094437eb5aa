package io.adjourn.vendors.meetingbaasv2;

import static java.util.function.Function.identity;

import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.EndReason;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The codes of {@code data.status.code}, an open set, in the order of a bot's life; the vendor writes them in lower case. */
enum StatusCode {
    QUEUED(BotState.REQUESTED),
    PICKUP_DELAYED(BotState.REQUESTED),
    // An attempt failed and another one is queued.
    RETRYING(BotState.REQUESTED),
    JOINING_CALL(BotState.JOINING),
    IN_WAITING_ROOM(BotState.WAITING_ROOM),
    IN_WAITING_FOR_HOST(BotState.WAITING_ROOM),
    IN_CALL_NOT_RECORDING(BotState.IN_MEETING),
    IN_CALL_RECORDING(BotState.RECORDING),
    RECORDING_PAUSED(BotState.RECORDING_PAUSED),
    RECORDING_RESUMED(BotState.RECORDING),
    // Why the bot is about to leave; an end that comes later says less, or nothing.
    API_REQUEST_STOP(EndReason.LEFT_ON_REQUEST),
    BOT_REJECTED(EndReason.JOIN_DENIED),
    BOT_REMOVED(EndReason.REMOVED_BY_PARTICIPANT),
    BOT_REMOVED_TOO_EARLY(EndReason.REMOVED_BY_PARTICIPANT),
    WAITING_ROOM_TIMEOUT(EndReason.WAITING_ROOM_TIMEOUT),
    INVALID_MEETING_URL(EndReason.MEETING_NOT_FOUND),
    MEETING_ERROR(EndReason.INTERNAL_ERROR),
    CALL_ENDED(BotState.PROCESSING),
    RECORDING_SUCCEEDED(BotState.PROCESSING),
    RECORDING_FAILED(BotState.PROCESSING),
    TRANSCRIBING(BotState.PROCESSING),
    // An event of its own follows and says so for good.
    COMPLETED(BotState.ENDED),
    FAILED(BotState.FAILED);

    private static final Map<String, StatusCode> BY_CODE =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(StatusCode::code, identity()));

    private final BotState state;
    private final @Nullable EndReason reason;

    StatusCode(BotState state) {
        this.state = state;
        this.reason = null;
    }

    StatusCode(EndReason reason) {
        this.state = BotState.LEAVING;
        this.reason = reason;
    }

    /** As the vendor writes it. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    BotState state() {
        return state;
    }

    /** Why the run is about to end, where the code tells. */
    @Nullable
    EndReason reason() {
        return reason;
    }

    /** The state before it, where the code tells: an attempt that is followed by another one has failed. */
    @Nullable
    BotState previous() {
        return this == RETRYING ? BotState.FAILED : null;
    }

    /** The code that is written so, null for one that is not known. */
    static @Nullable StatusCode of(String code) {
        return BY_CODE.get(code);
    }
}
