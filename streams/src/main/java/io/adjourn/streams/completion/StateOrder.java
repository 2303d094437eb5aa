package io.adjourn.streams.completion;

import io.adjourn.contracts.Contradictions;
import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.EndReason;
import org.jspecify.annotations.Nullable;

/** How far a state is in a bot's life, and how much a reason tells. */
final class StateOrder {
    private StateOrder() {}

    /** The further, the higher. */
    static int of(BotState state) {
        return switch (state) {
            case UNKNOWN -> 0;
            case SCHEDULED -> 10;
            case REQUESTED -> 20;
            case JOINING -> 30;
            case WAITING_ROOM -> 40;
            case IN_MEETING -> 50;
            case RECORDING, RECORDING_PAUSED -> 60;
            case LEAVING -> 70;
            case PROCESSING -> 80;
            case ENDED, FAILED -> 90;
        };
    }

    /** Whether the bot is joining or further: from here on silence means trouble. */
    static boolean isUnderway(BotState state) {
        return of(state) >= of(BotState.JOINING);
    }

    /** Whether the bot is in the meeting. */
    static boolean isInMeeting(BotState state) {
        return state == BotState.IN_MEETING || state == BotState.RECORDING || state == BotState.RECORDING_PAUSED;
    }

    /** Whether the bot is requested or further, and not yet leaving: after an end, such a state belongs to another attempt. */
    static boolean isOnTheWayOrIn(BotState state) {
        return of(state) >= of(BotState.REQUESTED) && of(state) < of(BotState.LEAVING);
    }

    /** Whether the reason is one for not having got into the meeting. */
    static boolean keptOut(@Nullable EndReason reason) {
        return reason != null && Contradictions.KEPT_OUT.contains(reason);
    }

    /** Whether the state says that the end is near or past. */
    static boolean isSignOfTheEnd(BotState state) {
        return of(state) >= of(BotState.LEAVING);
    }

    /** Whether the state says that the run is over. */
    static boolean isEnd(BotState state) {
        return state == BotState.ENDED || state == BotState.FAILED;
    }

    /** Of two reasons the one that tells more. */
    static @Nullable EndReason moreSpecific(@Nullable EndReason one, @Nullable EndReason other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        int difference = specificityOf(one) - specificityOf(other);
        return difference > 0 || (difference == 0 && one.compareTo(other) <= 0) ? one : other;
    }

    /** How much a reason tells: one that names a cause before one that names a manner before none. */
    static int specificityOf(EndReason reason) {
        return switch (reason) {
            case UNKNOWN -> 0;
            case NORMAL_EXIT, INTERNAL_ERROR -> 1;
            case MEETING_ENDED, CANNOT_JOIN, BOT_CRASHED -> 2;
            default -> 3;
        };
    }
}
