package io.adjourn.vendors.vexa;

import com.fasterxml.jackson.databind.JsonNode;
import io.adjourn.vendors.Json;
import io.adjourn.vendors.KnownFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is new in Vexa's payloads: fields and words that are not known, in bodies of one layout.
 *
 * @param fields which fields are known
 * @param values which words are
 */
record Drift(KnownFields fields, List<Value> values) {
    /**
     * Which words a field is known to say.
     *
     * @param path the field's, such as {@code data.meeting.status}
     * @param names those on the path, one by one
     */
    private record Value(String path, List<String> names, Set<String> words) {
        Value(String path, Set<String> words) {
            this(path, List.of(path.split("\\.", -1)), words);
        }
    }

    private static final List<String> ENVELOPE = List.of("event_id", "event_type", "api_version", "created_at");

    private static final List<String> MEETING = List.of(
            "id",
            "user_id",
            "platform",
            "native_meeting_id",
            "constructed_meeting_url",
            "status",
            "bot_container_id",
            "start_time",
            "end_time",
            "data.**",
            "created_at",
            "updated_at",
            "completion_reason",
            "failure_stage",
            "connection_id",
            "service_provenance.bot_admitted_at",
            "service_provenance.bot_departed_at",
            "service_provenance.bot_outcome",
            "service_provenance.transcription_provider",
            "service_provenance.transcription_outcome",
            "service_provenance.lifecycle_contract_version",
            "service_provenance.stt_fault.**",
            // What a hook after the meeting adds.
            "user_email",
            "duration_seconds",
            "transcription_enabled");

    private static final List<String> PARTS = List.of(
            "status_change.from",
            "status_change.to",
            "status_change.old_status",
            "status_change.new_status",
            "status_change.reason",
            "status_change.timestamp",
            "status_change.transition_source",
            "recording.id",
            "recording.meeting_id",
            "recording.user_id",
            "recording.session_uid",
            "recording.source",
            "recording.status",
            "recording.created_at",
            "recording.completed_at",
            "recording.media_file_id",
            "recording.file_size_bytes",
            "recording.media_type",
            "recording.media_format",
            "recording.media_files.id",
            "recording.media_files.type",
            "recording.media_files.format",
            "recording.media_files.storage_backend",
            "recording.media_files.storage_path",
            "recording.media_files.file_size_bytes",
            "recording.media_files.duration_seconds",
            "recording.media_files.metadata.**",
            "recording.media_files.created_at",
            // How V1 put a file together from chunks.
            "recording.media_files.last_chunk_size_bytes",
            "recording.media_files.chunk_count",
            "recording.media_files.chunk_seq",
            "recording.media_files.first_chunk_at",
            "recording.media_files.is_final",
            "recording.media_files.finalized_at",
            "recording.media_files.finalized_by");

    private static final Map<String, Set<String>> ENVELOPE_VALUES =
            Map.of("event_type", Vocabulary.EVENTS.keySet(), "api_version", Set.of("2026-03-01"));

    private static final Map<String, Set<String>> MEETING_VALUES = Map.of(
            "status", Vocabulary.STATUSES.keySet(),
            "completion_reason", Vocabulary.COMPLETION_REASONS.keySet(),
            "data.completion_reason", Vocabulary.COMPLETION_REASONS.keySet(),
            "failure_stage", Vocabulary.FAILURE_STAGES.keySet(),
            "data.failure_stage", Vocabulary.FAILURE_STAGES.keySet(),
            "service_provenance.bot_outcome", Vocabulary.BOT_OUTCOMES,
            "service_provenance.transcription_outcome", Vocabulary.TRANSCRIPTION_OUTCOMES.keySet());

    private static final Map<String, Set<String>> PART_VALUES = Map.of(
            "status_change.from", Vocabulary.STATUSES.keySet(),
            "status_change.to", Vocabulary.STATUSES.keySet(),
            "status_change.old_status", Vocabulary.STATUSES.keySet(),
            "status_change.new_status", Vocabulary.STATUSES.keySet(),
            "recording.status", Set.of(Vocabulary.COMPLETED, Vocabulary.FAILED),
            "recording.media_type", Vocabulary.MEDIA_TYPES.keySet(),
            "recording.media_files.type", Vocabulary.MEDIA_TYPES.keySet());

    private static final Drift FLAT = at("", "meeting.");
    private static final Drift BARE = at("", "");
    private static final Drift ENVELOPED = at("data.", "data.meeting.");

    /** Where something stands that is not known, as paths of known names. */
    static Set<String> in(Payload payload) {
        Drift drift = switch (payload.layout()) {
            case FLAT -> FLAT;
            case BARE -> BARE;
            case ENVELOPE -> ENVELOPED;
        };
        return drift.unknownIn(payload.body());
    }

    /** What is known where the paths of an event's parts, and of its meeting's fields, begin so. */
    private static Drift at(String parts, String meeting) {
        var fields = new TreeSet<>(ENVELOPE);
        MEETING.forEach(field -> fields.add(meeting + field));
        PARTS.forEach(field -> fields.add(parts + field));
        var values = new ArrayList<Value>();
        ENVELOPE_VALUES.forEach((field, words) -> values.add(new Value(field, words)));
        MEETING_VALUES.forEach((field, words) -> values.add(new Value(meeting + field, words)));
        PART_VALUES.forEach((field, words) -> values.add(new Value(parts + field, words)));
        return new Drift(KnownFields.of(fields.toArray(String[]::new)), List.copyOf(values));
    }

    private Set<String> unknownIn(JsonNode body) {
        var unknown = new TreeSet<>(fields.unknownIn(body));
        for (Value value : values) {
            if (saysAnother(body, value, 0)) {
                unknown.add(value.path());
            }
        }
        return unknown;
    }

    /**
     * Whether at the path, in any element of the arrays on the way, there is another word than these.
     *
     * @param depth how many of the path's names lead to the node
     */
    private static boolean saysAnother(JsonNode node, Value value, int depth) {
        if (node.isArray()) {
            for (JsonNode element : node) {
                if (saysAnother(element, value, depth)) {
                    return true;
                }
            }
            return false;
        }
        if (depth == value.names().size()) {
            String word = Json.words(node);
            return word != null && !value.words().contains(word);
        }
        return saysAnother(node.path(value.names().get(depth)), value, depth + 1);
    }
}
