package io.adjourn.simulator.meetingbaasv2;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a bot's events in one of the dialects. */
record R2Events(Bot bot, Dialect dialect) {
    /** The links of a {@code bot.completed}, in all dialects but the guide's. */
    static final Set<String> EVERYTHING = Set.of("audio", "video", "transcription", "raw_transcription", "diarization");

    /** The same in the guide's. */
    static final Set<String> EVERYTHING_IN_GUIDE =
            Set.of("audio", "mp4", "transcription", "diarization", "chat_messages");

    private static final List<String> PEOPLE = List.of("Ada Lovelace", "Grace Hopper");

    /** How payloads are written. */
    enum Dialect {
        /** As documented. */
        R1,
        /** By the newer reference. */
        R2,
        /** By the guide. */
        G
    }

    Map<String, Object> step(String code, double minute) {
        return step(code, minute, Map.of());
    }

    Map<String, Object> recording(double minute) {
        return step(
                "in_call_recording",
                minute,
                Map.of("start_time", bot.minute(minute).getEpochSecond()));
    }

    Map<String, Object> trouble(String code, String message, double minute) {
        return step(code, minute, Map.of("error_message", message));
    }

    Map<String, Object> chat(String id, String text, double minute) {
        var data = data(null);
        data.put("message_id", id);
        data.put("sender_name", PEOPLE.getFirst());
        data.put("sender_id", 1);
        data.put("text", text);
        data.put("sent_at", bot.at(minute));
        return event("bot.chat_message", data);
    }

    Map<String, Object> failed(String code, String message) {
        return failedAt(code, message, Sending.of(Set.of()).minute());
    }

    Map<String, Object> failedAt(String code, String message, double minute) {
        var data = data(bot.event());
        data.put("error_code", code);
        data.put("error_message", message);
        data.put("sent_at", bot.at(minute));
        return event("bot.failed", data);
    }

    Map<String, Object> completed(Sending sending) {
        return event("bot.completed", dialect == Dialect.G ? guideEnd(sending) : end(sending));
    }

    private Map<String, Object> end(Sending sending) {
        var data = data(null);
        for (String field : List.of("audio", "video", "transcription", "raw_transcription", "diarization")) {
            data.put(field, link(field, sending));
        }
        data.put("data_deleted", sending.deleted());
        data.put("duration_seconds", 2640);
        data.put("joined_at", bot.at(2));
        data.put("exited_at", bot.at(46));
        data.put("participants", people());
        data.put("speakers", people());
        data.put("transcription_provider", "gladia");
        data.put("transcription_ids", List.of("gladia-job-12345"));
        data.put("sent_at", bot.at(sending.minute()));
        return data;
    }

    /** Without any time. */
    private Map<String, Object> guideEnd(Sending sending) {
        var data = data(bot.event());
        for (String field : List.of("transcription", "mp4", "audio", "diarization", "chat_messages")) {
            data.put(field, link(field, sending));
        }
        data.put("duration_seconds", 2640);
        data.put("participants", List.of());
        data.put("speakers", List.of());
        return data;
    }

    private @Nullable String link(String field, Sending sending) {
        return sending.made().contains(field)
                ? "https://artifacts.example.com/%s/%s?X-Amz-Expires=14400&X-Amz-Signature=%08x"
                        .formatted(bot.id(), field, sending.number())
                : null;
    }

    private List<Object> people() {
        return dialect == Dialect.R2
                ? PEOPLE.stream().<Object>map(R2Events::person).toList()
                : List.copyOf(PEOPLE);
    }

    private static Map<String, Object> person(String name) {
        var person = new LinkedHashMap<String, Object>();
        person.put("name", name.toLowerCase(Locale.ROOT));
        person.put("id", PEOPLE.indexOf(name));
        person.put("display_name", name);
        return person;
    }

    private Map<String, Object> step(String code, double minute, Map<String, Object> more) {
        var status = new LinkedHashMap<String, Object>();
        status.put("code", code);
        status.put("created_at", bot.at(minute));
        status.putAll(more);
        var data = data(null);
        data.put("status", status);
        return event("bot.status_change", data);
    }

    private Map<String, Object> data(@Nullable String event) {
        var data = new LinkedHashMap<String, Object>();
        data.put("bot_id", bot.id());
        data.put("event_id", event);
        return data;
    }

    private Map<String, Object> event(String name, Map<String, Object> data) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("event", name);
        fields.put("data", data);
        (dialect == Dialect.G ? data : fields).put("extra", extra());
        return fields;
    }

    /** Text with accents and more: bodies are bytes, not characters. */
    private static Map<String, Object> extra() {
        var extra = new LinkedHashMap<String, Object>();
        extra.put("customer_id", "12345");
        extra.put("topic", "Café ☕ 会議");
        return extra;
    }
}
