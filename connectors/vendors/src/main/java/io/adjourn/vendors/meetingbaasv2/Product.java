package io.adjourn.vendors.meetingbaasv2;

import com.fasterxml.jackson.databind.JsonNode;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Meeting BaaS makes of a meeting: a link in {@code bot.completed} each, or null. */
enum Product {
    AUDIO(ArtifactKind.AUDIO, "audio"),
    VIDEO(ArtifactKind.VIDEO, "video", "mp4"),
    TRANSCRIPT(ArtifactKind.TRANSCRIPT, "transcription"),
    RAW_TRANSCRIPT(ArtifactKind.RAW_TRANSCRIPT, "raw_transcription"),
    DIARIZATION(ArtifactKind.DIARIZATION, "diarization"),
    CHAT(ArtifactKind.CHAT, "chat_messages");

    private final ArtifactKind kind;
    private final String field;
    private final @Nullable String fieldInGuide;

    Product(ArtifactKind kind, String field) {
        this(kind, field, null);
    }

    Product(ArtifactKind kind, String field, @Nullable String fieldInGuide) {
        this.kind = kind;
        this.field = field;
        this.fieldInGuide = fieldInGuide;
    }

    ArtifactKind kind() {
        return kind;
    }

    /** The names of the field that has its link, the documented one first. */
    List<String> fields() {
        return fieldInGuide == null ? List.of(field) : List.of(field, fieldInGuide);
    }

    boolean isTranscribed() {
        return this == TRANSCRIPT || this == RAW_TRANSCRIPT;
    }

    /** The link to it; null where there is none. */
    @Nullable
    String linkIn(JsonNode data) {
        return fields().stream()
                .map(data::path)
                .filter(Product::isLink)
                .map(JsonNode::textValue)
                .findFirst()
                .orElse(null);
    }

    /** What became of it; null where nothing is said of it, or nothing that can be read. */
    @Nullable
    ArtifactStatus statusIn(JsonNode data, boolean dataDeleted) {
        if (linkIn(data) != null) {
            return ArtifactStatus.READY;
        }
        if (fields().stream().map(data::path).noneMatch(JsonNode::isNull)) {
            return null;
        }
        return dataDeleted ? ArtifactStatus.DELETED : ArtifactStatus.UNAVAILABLE;
    }

    /** Whether the value is one that a field with a link may have. */
    static boolean isReadable(JsonNode value) {
        return value.isMissingNode() || value.isNull() || isLink(value);
    }

    private static boolean isLink(JsonNode value) {
        return value.isTextual() && !value.textValue().isBlank();
    }
}
