package io.adjourn.inspector.view;

import io.adjourn.meetings.v1.ArtifactKind;
import io.adjourn.meetings.v1.ArtifactStatus;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An artifact of a meeting.
 *
 * @param url the link, without its query unless shown whole; null where there is none
 * @param urlExpiresAt when the link ends; null where it does not, or that is not known
 * @param needsRefetch whether the link had ended, or never was one, when the last revision was made
 * @param implied whether the vendor named no artifact, and only its end implies one
 * @param detail the vendor's words, masked unless shown whole
 */
@Serdeable
public record ArtifactView(
        ArtifactKind kind,
        ArtifactStatus status,
        @Nullable String artifactId,
        @Nullable String url,
        @Nullable Instant urlExpiresAt,
        boolean needsRefetch,
        @Nullable String format,
        @Nullable Long sizeBytes,
        @Nullable Double durationSeconds,
        boolean implied,
        @Nullable String detail) {}
