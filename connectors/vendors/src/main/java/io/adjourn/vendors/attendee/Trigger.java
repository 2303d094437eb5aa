package io.adjourn.vendors.attendee;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What Attendee sends, by the name in {@code trigger}. */
enum Trigger {
    STATE_CHANGE("bot.state_change"),
    TRANSCRIPT("transcript.update"),
    CHAT("chat_messages.update"),
    PRESENCE("participant_events.join_leave"),
    SPEECH("participant_events.speech_start_stop"),
    LOG("bot_logs.update"),
    LATER_TRANSCRIPTION("async_transcription.state_change"),
    CALENDAR_EVENTS("calendar.events_update"),
    CALENDAR_STATE("calendar.state_change"),
    ZOOM_CONNECTION("zoom_oauth_connection.state_change");

    private static final Map<String, Trigger> BY_WORD =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(Trigger::word, Function.identity()));

    private final String word;

    Trigger(String word) {
        this.word = word;
    }

    /** Its name on the wire. */
    String word() {
        return word;
    }

    /** The one of that name, null where there is none. */
    static @Nullable Trigger of(@Nullable String word) {
        return word == null ? null : BY_WORD.get(word);
    }
}
