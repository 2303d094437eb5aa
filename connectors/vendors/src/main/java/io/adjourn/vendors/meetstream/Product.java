package io.adjourn.vendors.meetstream;

import io.adjourn.meetings.v1.ArtifactKind;

/** What MeetStream makes of a meeting. */
enum Product {
    AUDIO(ArtifactKind.AUDIO, "audio.processed", "audio_status"),
    TRANSCRIPT(ArtifactKind.TRANSCRIPT, "transcription.processed", "transcript_status"),
    VIDEO(ArtifactKind.VIDEO, "video.processed", "video_status"),
    MANIFEST(ArtifactKind.MANIFEST, "manifest.completed", "manifest_status");

    private final ArtifactKind kind;
    private final String made;
    private final String statusField;

    Product(ArtifactKind kind, String made, String statusField) {
        this.kind = kind;
        this.made = made;
        this.statusField = statusField;
    }

    ArtifactKind kind() {
        return kind;
    }

    /** The name of the event that says that it is made. */
    String made() {
        return made;
    }

    /** The field that says what became of it. */
    String statusField() {
        return statusField;
    }
}
