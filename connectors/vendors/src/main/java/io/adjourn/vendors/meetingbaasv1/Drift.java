package io.adjourn.vendors.meetingbaasv1;

import io.adjourn.vendors.KnownFields;
import io.adjourn.vendors.Novelty;
import java.util.Set;
import java.util.TreeSet;

/** What is new in the payloads of Meeting BaaS: fields and words that are not known. */
final class Drift {
    private static final KnownFields FIELDS = KnownFields.of(
            "event text",
            "bot_id text",
            "data.bot_id text",
            "data.event text",
            "data.event_uuid text",
            "data.extra.**",
            "data.transcript.speaker text",
            "data.transcript.offset number",
            "data.transcript.start_time number",
            "data.transcript.end_time number",
            "data.transcript.words.start number",
            "data.transcript.words.end number",
            "data.transcript.words.word text",
            "data.speakers list",
            "data.mp4 text",
            "data.audio text",
            "data.error text",
            "data.message text",
            "data.status.code text",
            "data.status.created_at time",
            "data.status.start_time number|time",
            "data.status.error_message text",
            "data.status.error_type text",
            "data.calendar_id text",
            "data.last_updated_ts time",
            "data.affected_event_uuids list");

    /** Those of an answer of the read API. */
    private static final KnownFields ANSWER = KnownFields.of(
            "bot_data.bot.uuid text",
            "bot_data.bot.bot_id text",
            "bot_data.bot.id number",
            "bot_data.bot.bot_name text",
            "bot_data.bot.meeting_url text",
            "bot_data.bot.created_at time",
            "bot_data.bot.joined_at time",
            "bot_data.bot.exited_at time",
            "bot_data.bot.ended_at time",
            "bot_data.bot.errors text",
            "bot_data.bot.transcription_fails number",
            "bot_data.bot.event_uuid text",
            "bot_data.bot.extra.**",
            "bot_data.transcripts.**",
            "duration number",
            "mp4 text",
            "audio text");

    private Drift() {}

    /** What of an answer of the read API is not known. */
    static Set<Novelty> in(Answer answer) {
        var unknown = new TreeSet<>(ANSWER.unknownIn(answer.body()));
        String error = answer.errors();
        if (error != null && !Vocabulary.ERRORS.containsKey(error)) {
            unknown.add(Novelty.value("bot_data.bot.errors", error));
        }
        return unknown;
    }

    /** What of it is not known. */
    static Set<Novelty> in(Payload payload) {
        var unknown = new TreeSet<>(FIELDS.unknownIn(payload.body()));
        EventKind kind = EventKind.of(payload);
        String code = payload.code();
        String error = payload.error();
        if (kind == EventKind.UNKNOWN && payload.event() != null) {
            unknown.add(Novelty.event("event", payload.event()));
        }
        if (kind == EventKind.STATUS_CHANGED && code != null && !Vocabulary.STATUS_CODES.containsKey(code)) {
            unknown.add(Novelty.value("data.status.code", code));
        }
        if (kind == EventKind.FAILED && error != null && !Vocabulary.ERRORS.containsKey(error)) {
            unknown.add(Novelty.value("data.error", error));
        }
        return unknown;
    }
}
