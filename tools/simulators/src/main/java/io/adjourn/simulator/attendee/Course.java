package io.adjourn.simulator.attendee;

import io.adjourn.simulator.SimulatedMeeting.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A bot's course from state to state, as it is reported: what one step calls the old state was the new one of the step before. */
final class Course {
    private final Bot bot;
    private final List<Message> messages = new ArrayList<>();
    private String state;

    private Course(Bot bot, String state) {
        this.bot = bot;
        this.state = state;
    }

    /** A bot that is asked to join at once. */
    static Course of(Bot bot) {
        return from("ready", bot);
    }

    /** What becomes of it from that state on. */
    static Course from(String state, Bot bot) {
        return new Course(bot, state);
    }

    /** A bot that was scheduled: no event says that it was, only that it is about to join. */
    static Course planned(Bot bot) {
        return new Course(bot, "scheduled")
                .step("staged", null, "staged", -5, Map.of("join_at", bot.time(0)))
                .step("join_requested", "joining", 0);
    }

    Course step(String eventType, String newState, double minute) {
        return step(eventType, null, newState, minute);
    }

    Course step(String eventType, @Nullable String subType, String newState, double minute) {
        return step(eventType, subType, newState, minute, Map.of());
    }

    Course step(
            String eventType,
            @Nullable String subType,
            String newState,
            double minute,
            Map<String, Object> eventMetadata) {
        var data = Fields.of("event_type", eventType).and("event_sub_type", subType);
        if (!bot.documented()) {
            data.and("event_metadata", eventMetadata);
        }
        data.and("old_state", state).and("new_state", newState).and("created_at", bot.time(minute));
        messages.addAll(bot.tell("bot.state_change", eventType, data.map()));
        state = newState;
        return this;
    }

    /** From joining to recording, by way of the waiting room. */
    Course admitted(double minute) {
        return step("put_in_waiting_room", "waiting_room", minute)
                .step("joined_meeting", "joined_not_recording", minute + 1)
                .step("recording_permission_granted", "joined_recording", minute + 1.1);
    }

    /** The end of a run that went well, with its length and price. */
    Course ended(double minute) {
        return ended(minute, List.of());
    }

    Course ended(double minute, List<String> transcriptionErrors) {
        return step("post_processing_completed", null, "ended", minute, outcome(minute, transcriptionErrors));
    }

    /** Something that is no step. */
    Course tells(String trigger, Map<String, Object> data) {
        messages.addAll(bot.tell(trigger, trigger, data));
        return this;
    }

    List<Message> messages() {
        return List.copyOf(messages);
    }

    private static Map<String, Object> outcome(double minutes, List<String> transcriptionErrors) {
        return Fields.of("bot_duration_seconds", (int) (minutes * 60))
                .and("credits_consumed", minutes / 60)
                .and("transcription_errors", transcriptionErrors)
                .map();
    }
}
