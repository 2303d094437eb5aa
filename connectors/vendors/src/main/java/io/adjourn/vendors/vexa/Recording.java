package io.adjourn.vendors.vexa;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.adjourn.vendors.Event.Media;
import io.adjourn.vendors.Json;
import io.adjourn.vendors.VendorTime;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The recording in a body, which may be anything; what is absent, null or of a useless type is null. */
record Recording(JsonNode node) {
    static final Recording NONE = new Recording(MissingNode.getInstance());

    /**
     * One of its files.
     *
     * @param id within the recording
     */
    record File(@Nullable String id, ArtifactKind kind, Media media) {}

    @Nullable
    String id() {
        return Json.words(node.path("id"));
    }

    /** The vendor's word for what became of it. */
    @Nullable
    String status() {
        return Json.words(node.path("status"));
    }

    /** READY, as the event's name says, unless its own status contradicts. */
    ArtifactStatus outcome() {
        return Vocabulary.FAILED.equals(status()) ? ArtifactStatus.FAILED : ArtifactStatus.READY;
    }

    /** When it was finished, else when it was begun. */
    @Nullable
    VendorTime time() {
        VendorTime completed = VendorTime.of(node.path("completed_at"));
        return completed == null ? VendorTime.of(node.path("created_at")) : completed;
    }

    /** Its files: listed, or, in the compact form, the one that the recording describes itself. */
    List<File> files() {
        JsonNode listed = node.path("media_files");
        return listed.isEmpty()
                ? List.of(file(node, "media_file_id", "media_type", "media_format"))
                : elements(listed)
                        .map(file -> file(file, "id", "type", "format"))
                        .toList();
    }

    private static File file(JsonNode file, String id, String type, String format) {
        return new File(
                Json.words(file.path(id)),
                kindOf(Json.words(file.path(type))),
                new Media(
                        Json.words(file.path(format)),
                        size(file.path("file_size_bytes")),
                        seconds(file.path("duration_seconds"))));
    }

    private static ArtifactKind kindOf(@Nullable String type) {
        return type == null
                ? ArtifactKind.RECORDING
                : Vocabulary.MEDIA_TYPES.getOrDefault(type, ArtifactKind.RECORDING);
    }

    private static @Nullable Long size(JsonNode bytes) {
        return bytes.isIntegralNumber() && bytes.canConvertToLong() && bytes.longValue() >= 0
                ? bytes.longValue()
                : null;
    }

    static @Nullable Double seconds(JsonNode duration) {
        double seconds = duration.isNumber() ? duration.doubleValue() : Double.NaN;
        return Double.isFinite(seconds) && seconds >= 0 ? seconds : null;
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
