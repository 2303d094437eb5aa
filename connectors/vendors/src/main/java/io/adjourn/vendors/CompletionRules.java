package io.adjourn.vendors;

import io.adjourn.meetings.v1.ArtifactKind;
import java.time.Duration;
import java.util.Set;

/**
 * When a meeting closes.
 *
 * @param expects the artifacts to wait for; RECORDING is answered by AUDIO or VIDEO too
 * @param settle how long to wait for them, from the first sign of the end
 * @param doneGrace how long to wait for them once the vendor says that all is done: its events may overtake each other
 * @param silence how long without news of a bot that is joining or further until the meeting is given up
 * @param scheduledSilence the same before that
 */
public record CompletionRules(
        Set<ArtifactKind> expects, Duration settle, Duration doneGrace, Duration silence, Duration scheduledSilence) {
    public static final Duration DEFAULT_DONE_GRACE = Duration.ofSeconds(60);
    public static final Duration DEFAULT_SILENCE = Duration.ofHours(6);
    public static final Duration DEFAULT_SCHEDULED_SILENCE = Duration.ofDays(14);

    public CompletionRules {
        expects = Set.copyOf(expects);
    }
}
