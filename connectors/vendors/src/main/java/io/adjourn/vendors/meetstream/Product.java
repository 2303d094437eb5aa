package io.adjourn.vendors.meetstream;

import io.adjourn.meetings.v1.ArtifactKind;

/** What MeetStream makes of a meeting. */
enum Product {
    AUDIO(ArtifactKind.AUDIO, "audio", "audio_status"),
    TRANSCRIPT(ArtifactKind.TRANSCRIPT, "transcription", "transcript_status"),
    VIDEO(ArtifactKind.VIDEO, "video", "video_status"),
    MANIFEST(ArtifactKind.MANIFEST, "manifest", "manifest_status");

    private final ArtifactKind kind;
    private final String stem;
    private final String statusField;

    Product(ArtifactKind kind, String stem, String statusField) {
        this.kind = kind;
        this.stem = stem;
        this.statusField = statusField;
    }

    ArtifactKind kind() {
        return kind;
    }

    /** The first part of its events' names. */
    String stem() {
        return stem;
    }

    /** The field that says what became of it. */
    String statusField() {
        return statusField;
    }
}
