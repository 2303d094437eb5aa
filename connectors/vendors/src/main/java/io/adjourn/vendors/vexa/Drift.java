package io.adjourn.vendors.vexa;

import com.fasterxml.jackson.databind.JsonNode;
import io.adjourn.vendors.Json;
import io.adjourn.vendors.KnownFields;
import io.adjourn.vendors.Novelty;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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

    private static final String EVENT = "event_type";
    private static final String VERSION = "api_version";

    private static final List<String> ENVELOPE =
            List.of("event_id text", "event_type text", "api_version text", "created_at time");

    private static final List<String> MEETING = List.of(
            "id number|text",
            "user_id number|text",
            "platform text",
            "native_meeting_id text",
            "constructed_meeting_url text",
            "status text",
            "bot_container_id text",
            "start_time time",
            "end_time time",
            "data.**",
            "created_at time",
            "updated_at time",
            "completion_reason text",
            "failure_stage text",
            "connection_id text",
            "service_provenance.bot_admitted_at time",
            "service_provenance.bot_departed_at time",
            "service_provenance.bot_outcome text",
            "service_provenance.transcription_provider text",
            "service_provenance.transcription_outcome text",
            "service_provenance.lifecycle_contract_version text",
            "service_provenance.stt_fault.**",
            // What a hook after the meeting adds.
            "user_email text",
            "duration_seconds number",
            "transcription_enabled flag");

    private static final List<String> PARTS = List.of(
            "status_change.from text",
            "status_change.to text",
            "status_change.old_status text",
            "status_change.new_status text",
            "status_change.reason text",
            "status_change.timestamp time",
            "status_change.transition_source text",
            "recording.id number|text",
            "recording.meeting_id number|text",
            "recording.user_id number|text",
            "recording.session_uid text",
            "recording.source text",
            "recording.status text",
            "recording.created_at time",
            "recording.completed_at time",
            "recording.media_file_id number|text",
            "recording.file_size_bytes number",
            "recording.media_type text",
            "recording.media_format text",
            "recording.media_files.id number|text",
            "recording.media_files.type text",
            "recording.media_files.format text",
            "recording.media_files.storage_backend text",
            "recording.media_files.storage_path text",
            "recording.media_files.file_size_bytes number",
            "recording.media_files.duration_seconds number",
            "recording.media_files.metadata.**",
            "recording.media_files.created_at time",
            // How V1 put a file together from chunks.
            "recording.media_files.last_chunk_size_bytes",
            "recording.media_files.chunk_count",
            "recording.media_files.chunk_seq",
            "recording.media_files.first_chunk_at time",
            "recording.media_files.is_final flag",
            "recording.media_files.finalized_at time",
            "recording.media_files.finalized_by text");

    private static final Map<String, Set<String>> ENVELOPE_VALUES =
            Map.of(EVENT, Vocabulary.EVENTS.keySet(), VERSION, Set.of("2026-03-01"));

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

    /** What of it is not known. */
    static Set<Novelty> in(Payload payload) {
        Drift drift = switch (payload.layout()) {
            case FLAT -> FLAT;
            case BARE -> BARE;
            case ENVELOPE -> ENVELOPED;
        };
        return drift.unknownIn(payload.body());
    }

    /** What of an answer of the read API is not known: it is a bare meeting. */
    static Set<Novelty> in(Answer answer) {
        return BARE.unknownIn(answer.body());
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

    private Set<Novelty> unknownIn(JsonNode body) {
        var unknown = new TreeSet<>(fields.unknownIn(body));
        for (Value value : values) {
            String word = newWord(body, value, 0);
            if (word != null) {
                unknown.add(
                        switch (value.path()) {
                            case EVENT -> Novelty.event(EVENT, word);
                            case VERSION -> Novelty.dialect(VERSION, word);
                            default -> Novelty.value(value.path(), word);
                        });
            }
        }
        return unknown;
    }

    /**
     * The first word at the path, in any element of the arrays on the way, that is none of these; null without one.
     *
     * @param depth how many of the path's names lead to the node
     */
    private static @Nullable String newWord(JsonNode node, Value value, int depth) {
        if (node.isArray()) {
            for (JsonNode element : node) {
                String word = newWord(element, value, depth);
                if (word != null) {
                    return word;
                }
            }
            return null;
        }
        if (depth == value.names().size()) {
            String word = Json.words(node);
            return word == null || value.words().contains(word) ? null : word;
        }
        return newWord(node.path(value.names().get(depth)), value, depth + 1);
    }
}
