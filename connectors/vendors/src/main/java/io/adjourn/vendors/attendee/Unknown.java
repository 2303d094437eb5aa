package io.adjourn.vendors.attendee;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Where a body says what is not known yet. */
final class Unknown {
    private static final Set<String> PRESENCE = Set.of("join", "leave", "update");
    private static final Set<String> SPEECH = Set.of("speech_start", "speech_stop");
    private static final Set<String> CONNECTION = Set.of("connected", "disconnected");

    private final Set<String> paths;

    private Unknown(Set<String> paths) {
        this.paths = paths;
    }

    /** The paths of its unknown fields, and of the fields whose word is not known. */
    static Set<String> in(Payload payload) {
        var unknown = new Unknown(new TreeSet<>(payload.unknownFields()));
        unknown.addWordsOf(payload);
        return unknown.paths;
    }

    private void addWordsOf(Payload payload) {
        switch (payload.trigger()) {
            case STATE_CHANGE -> addWordsOfStep(payload);
            case PRESENCE -> check("data.event_type", payload.eventType(), PRESENCE::contains);
            case SPEECH -> check("data.event_type", payload.eventType(), SPEECH::contains);
            case LATER_TRANSCRIPTION ->
                check("data.state", payload.state(), word -> Steps.transcriptionOf(word) != null);
            case CALENDAR_EVENTS, CALENDAR_STATE, ZOOM_CONNECTION ->
                check("data.state", payload.state(), CONNECTION::contains);
            case TRANSCRIPT, CHAT, LOG -> {}
            case null -> {
                check("trigger", payload.word(), word -> false);
                if (payload.isStep()) {
                    addWordsOfStep(payload);
                }
            }
        }
    }

    private void addWordsOfStep(Payload payload) {
        String eventType = payload.eventType();
        check("data.event_type", eventType, Steps::isKnownEventType);
        check("data.event_sub_type", payload.eventSubType(), word -> Steps.isKnownSubType(eventType, word));
        check("data.old_state", payload.oldState(), Steps::isKnownState);
        check("data.new_state", payload.newState(), Steps::isKnownState);
    }

    private void check(String path, @Nullable String word, Predicate<String> isKnown) {
        if (word != null && !isKnown.test(word)) {
            paths.add(path);
        }
    }
}
