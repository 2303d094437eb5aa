package io.adjourn.vendors.meetstream;

import io.adjourn.vendors.KnownFields;
import io.adjourn.vendors.meetstream.EventKind.Stopped;
import java.util.Set;
import java.util.TreeSet;

/** What is new in MeetStream's payloads: fields and words that are not known. */
final class Drift {
    private static final KnownFields FIELDS = KnownFields.of(
            "event",
            "bot_event",
            "bot_id",
            "bot_status",
            "message",
            "status_code",
            "timestamp",
            "custom_attributes.**",
            "audio_status",
            "transcript_status",
            "video_status",
            "manifest_status",
            "status",
            "deleted_objects",
            // Of what is being said.
            "speakerName",
            "speaker",
            "transcript",
            "utterance",
            "words.**",
            "is_final",
            "end_of_turn",
            "turn_is_formatted",
            "transcription_mode",
            "data.bot.id",
            "data.bot.metadata.**",
            "data.data.action",
            "data.data.participant.id",
            "data.data.participant.name",
            "data.data.participant.full_name",
            "data.data.participant.platform",
            "data.data.timestamp.absolute",
            "data.data.timestamp.relative");

    private Drift() {}

    /** Where something stands that is not known, as paths of known names. */
    static Set<String> in(Payload payload) {
        var unknown = new TreeSet<>(FIELDS.unknownIn(payload.body()));
        if (Vocabulary.isUnknown(payload.event())) {
            unknown.add("event");
        }
        if (Vocabulary.isUnknown(payload.botEvent())) {
            unknown.add("bot_event");
        }
        boolean byStatus = EventKind.of(payload) instanceof Stopped || EventKind.nameOf(payload) == null;
        if (byStatus && payload.botStatus() != null && Vocabulary.endOf(payload.botStatus()) == null) {
            unknown.add("bot_status");
        }
        payload.stepStatuses().forEach((field, word) -> {
            if (Vocabulary.stepStatusOf(word) == StepStatus.UNKNOWN) {
                unknown.add(field);
            }
        });
        return unknown;
    }
}
