package io.adjourn.streams.completion;

import io.adjourn.meetings.v1.BotState;
import io.adjourn.meetings.v1.EndReason;
import io.adjourn.vendors.Event.StateChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the bot ever was where it should be, as far as its events tell. Vendors contradict themselves and deliveries get
 * lost: what anything says for it stands against all that says otherwise.
 *
 * @param inMeeting whether anything says that it was in the meeting
 * @param recording whether anything says that it recorded
 * @param leftOutside whether anything says that it came to its end from outside the meeting
 * @param refused whether anything says that it was refused to record
 */
record Presence(boolean inMeeting, boolean recording, boolean leftOutside, boolean refused) {
    static final Presence NONE = new Presence(false, false, false, false);

    static Presence of(StateChange change) {
        BotState state = change.state();
        BotState previous = change.previous();
        return new Presence(
                isIn(state) || isIn(previous) || change.run().joinedAt() != null,
                isRecording(state) || isRecording(previous) || change.run().recordingStartedAt() != null,
                change.run().neverJoined() || (isOutside(previous) && StateOrder.isSignOfTheEnd(state)),
                !change.terminal() && change.endReason() == EndReason.RECORDING_DENIED);
    }

    /** What a step says that only its state and reason are known of. */
    static Presence of(BotState state, @Nullable EndReason reason) {
        return new Presence(
                isIn(state),
                isRecording(state),
                false,
                reason == EndReason.RECORDING_DENIED && !StateOrder.isEnd(state));
    }

    /** What the steps say together. */
    static Presence of(List<Step> steps) {
        Presence presence = NONE;
        for (Step step : steps) {
            presence = presence.or(step.facts().presence());
        }
        return presence;
    }

    /** What both say. */
    Presence or(Presence other) {
        return new Presence(
                inMeeting || other.inMeeting,
                recording || other.recording,
                leftOutside || other.leftOutside,
                refused || other.refused);
    }

    /** Whether the bot never got in: said, and by nothing else denied. */
    boolean neverIn() {
        return leftOutside && !inMeeting;
    }

    /** Whether there can be no recording: it never got in, or it was in, or was refused, and nothing says that it recorded. */
    boolean nothingToRecord() {
        return neverIn() || ((inMeeting || refused) && !recording);
    }

    private static boolean isIn(@Nullable BotState state) {
        return state != null && StateOrder.isInMeeting(state);
    }

    private static boolean isRecording(@Nullable BotState state) {
        return state == BotState.RECORDING || state == BotState.RECORDING_PAUSED;
    }

    private static boolean isOutside(@Nullable BotState state) {
        return state != null && state != BotState.UNKNOWN && StateOrder.of(state) < StateOrder.of(BotState.IN_MEETING);
    }
}
