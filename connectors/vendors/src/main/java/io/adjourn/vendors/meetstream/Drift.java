package io.adjourn.vendors.meetstream;

import io.adjourn.vendors.KnownFields;
import io.adjourn.vendors.Novelty;
import io.adjourn.vendors.meetstream.EventKind.Stopped;
import java.util.Set;
import java.util.TreeSet;

/** What is new in MeetStream's payloads: fields and words that are not known. */
final class Drift {
    private static final KnownFields FIELDS = KnownFields.of(
            "event text",
            "bot_event text",
            "bot_id text",
            "bot_status text",
            "message text",
            "status_code number|text",
            "timestamp time",
            "custom_attributes.**",
            "audio_status text",
            "transcript_status text",
            "video_status text",
            "manifest_status text",
            "status text",
            "deleted_objects number",
            // Of what is being said.
            "speakerName text",
            "speaker text",
            "transcript text",
            "utterance text",
            "words.**",
            "is_final flag",
            "end_of_turn flag",
            "turn_is_formatted flag",
            "transcription_mode text",
            "data.bot.id text",
            "data.bot.metadata.**",
            "data.data.action text",
            "data.data.participant.id text|number",
            "data.data.participant.name text",
            "data.data.participant.full_name text",
            "data.data.participant.platform text",
            "data.data.timestamp.absolute time",
            "data.data.timestamp.relative number");

    /** Those of an answer of the read API; of its artifacts' answers, too. */
    private static final KnownFields ANSWER = KnownFields.of(
            "BotID text",
            "BotId text",
            "bot_id text",
            "id text",
            "Status text",
            "StatusTimeline.**",
            "StartTime time",
            "EndTime time",
            "CreatedAt time",
            "ManifestStatus text",
            "RequestPayload.**",
            "audio_url text",
            "video_url text",
            "transcript_url text",
            "url text",
            "download_url text",
            "status text",
            "message text");

    private Drift() {}

    /** What of an answer of the read API is not known. */
    static Set<Novelty> in(Answer answer) {
        var unknown = new TreeSet<>(ANSWER.unknownIn(answer.body()));
        if (answer.status() != null && Vocabulary.eventOf(answer.status()) == null) {
            unknown.add(Novelty.value("Status", answer.status()));
        }
        for (String status : answer.statuses()) {
            if (Vocabulary.eventOf(status) == null) {
                unknown.add(Novelty.value("StatusTimeline", status));
            }
        }
        return unknown;
    }

    /** What of it is not known. */
    static Set<Novelty> in(Payload payload) {
        var unknown = new TreeSet<>(FIELDS.unknownIn(payload.body()));
        if (Vocabulary.isUnknown(payload.event())) {
            unknown.add(Novelty.event("event", payload.event()));
        }
        if (Vocabulary.isUnknown(payload.botEvent())) {
            unknown.add(Novelty.event("bot_event", payload.botEvent()));
        }
        boolean byStatus = EventKind.of(payload) instanceof Stopped || EventKind.nameOf(payload) == null;
        if (byStatus && payload.botStatus() != null && Vocabulary.endOf(payload.botStatus()) == null) {
            unknown.add(Novelty.value("bot_status", payload.botStatus()));
        }
        payload.stepStatuses().forEach((field, word) -> {
            if (Vocabulary.stepStatusOf(word) == StepStatus.UNKNOWN) {
                unknown.add(Novelty.value(field, word));
            }
        });
        return unknown;
    }
}
