package io.adjourn.vendors;

import io.adjourn.meetings.v1.ArtifactKind;
import java.time.Duration;
import java.util.Set;

/**
 * When a meeting closes.
 *
 * @param expects the artifacts to wait for; RECORDING is answered by AUDIO or VIDEO too
 * @param settle how long to wait for them, from the first sign of the end
 * @param provisionalSettle how long to wait from the first provisional end for the end itself
 * @param doneGrace how long to wait for them once the vendor says that all is done: its events may overtake each other
 * @param silence how long without news of a bot that is joining or further until the meeting is given up
 * @param scheduledSilence the same before that
 */
public record CompletionRules(
        Set<ArtifactKind> expects,
        Duration settle,
        Duration provisionalSettle,
        Duration doneGrace,
        Duration silence,
        Duration scheduledSilence) {
    private static final Duration PROVISIONAL_SETTLE = Duration.ofMinutes(15);
    private static final Duration DONE_GRACE = Duration.ofSeconds(60);
    private static final Duration SILENCE = Duration.ofHours(6);
    private static final Duration SCHEDULED_SILENCE = Duration.ofDays(14);

    public CompletionRules {
        expects = Set.copyOf(expects);
    }

    /** With the waits that are the same for all vendors. */
    public static CompletionRules of(Set<ArtifactKind> expects, Duration settle) {
        return new CompletionRules(expects, settle, PROVISIONAL_SETTLE, DONE_GRACE, SILENCE, SCHEDULED_SILENCE);
    }

    /** The same for a meeting of which something else is expected. */
    public CompletionRules expecting(Set<ArtifactKind> others) {
        return new CompletionRules(others, settle, provisionalSettle, doneGrace, silence, scheduledSilence);
    }
}
