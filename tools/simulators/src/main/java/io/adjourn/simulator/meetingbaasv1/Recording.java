package io.adjourn.simulator.meetingbaasv1;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code complete} brings along. */
final class Recording {
    private static final List<String> SPEAKERS = List.of("Jane Smith", "Zoë Müller");
    private static final List<String> WORDS = List.of("Hello", "everyone", "Café", "☕", "会議", "again");
    private static final int WORDS_A_TURN = 20;

    private Recording() {}

    /** As documented: transcript, speakers, video. */
    static Map<String, Object> documented(Bot bot, int words, String token) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("transcript", transcript(words));
        fields.put("speakers", SPEAKERS);
        fields.put("mp4", link(bot, "mp4", token));
        fields.put("event", "complete");
        return fields;
    }

    /** As the newer reference has it: with the calendar event, the audio and the customer's own data. */
    static Map<String, Object> newer(Bot bot, String calendarEvent) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("event_uuid", calendarEvent);
        fields.putAll(documented(bot, 6, "first"));
        fields.put("audio", link(bot, "wav", "first"));
        fields.put("extra", Map.of("topic", "Café ☕ 会議"));
        return fields;
    }

    /** Without speech-to-text. */
    static Map<String, Object> untranscribed(Bot bot) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("speakers", SPEAKERS);
        fields.put("mp4", link(bot, "mp4", "first"));
        fields.put("event", "complete");
        return fields;
    }

    /** Nobody spoke, nothing was recorded. */
    static Map<String, Object> nothing() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("transcript", List.of());
        fields.put("speakers", List.of());
        fields.put("mp4", null);
        fields.put("event", "complete");
        return fields;
    }

    /** A signed link; the token is another in each attempt. */
    private static String link(Bot bot, String format, String token) {
        return "https://storage.example.com/recordings/" + bot.id() + "." + format + "?token=" + token;
    }

    private static List<Object> transcript(int words) {
        var turns = new ArrayList<Object>();
        for (int first = 0; first < words; first += WORDS_A_TURN) {
            turns.add(turn(first, Math.min(first + WORDS_A_TURN, words)));
        }
        return turns;
    }

    private static Map<String, Object> turn(int first, int end) {
        var words = new ArrayList<Object>();
        for (int i = first; i < end; i++) {
            var word = new LinkedHashMap<String, Object>();
            word.put("start", second(i));
            word.put("end", second(i) + 0.125);
            word.put("word", WORDS.get(i % WORDS.size()));
            words.add(word);
        }
        var turn = new LinkedHashMap<String, Object>();
        turn.put("speaker", SPEAKERS.get(first / WORDS_A_TURN % SPEAKERS.size()));
        turn.put("offset", second(first));
        turn.put("words", words);
        return turn;
    }

    /** When a word begins; never a whole second, which JavaScript would write without a fraction. */
    private static double second(int word) {
        return word / 2.0 + 0.25;
    }
}
