package io.adjourn.vendors.meetingbaasv1;

import io.adjourn.vendors.KnownFields;
import java.util.Set;
import java.util.TreeSet;

/** What is new in the payloads of Meeting BaaS: fields and words that are not known. */
final class Drift {
    private static final KnownFields FIELDS = KnownFields.of(
            "event",
            "bot_id",
            "data.bot_id",
            "data.event",
            "data.event_uuid",
            "data.extra.**",
            "data.transcript.speaker",
            "data.transcript.offset",
            "data.transcript.start_time",
            "data.transcript.end_time",
            "data.transcript.words.start",
            "data.transcript.words.end",
            "data.transcript.words.word",
            "data.speakers",
            "data.mp4",
            "data.audio",
            "data.error",
            "data.message",
            "data.status.code",
            "data.status.created_at",
            "data.status.start_time",
            "data.status.error_message",
            "data.status.error_type",
            "data.calendar_id",
            "data.last_updated_ts",
            "data.affected_event_uuids");

    private Drift() {}

    /** Where something stands that is not known, as paths of known names. */
    static Set<String> in(Payload payload) {
        var unknown = new TreeSet<>(FIELDS.unknownIn(payload.body()));
        EventKind kind = EventKind.of(payload);
        String code = payload.code();
        String error = payload.error();
        if (kind == EventKind.UNKNOWN && payload.event() != null) {
            unknown.add("event");
        }
        if (kind == EventKind.STATUS_CHANGED && code != null && !Vocabulary.STATUS_CODES.containsKey(code)) {
            unknown.add("data.status.code");
        }
        if (kind == EventKind.FAILED && error != null && !Vocabulary.ERRORS.containsKey(error)) {
            unknown.add("data.error");
        }
        return unknown;
    }
}
