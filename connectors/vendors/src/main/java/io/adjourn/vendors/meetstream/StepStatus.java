package io.adjourn.vendors.meetstream;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a step after the call went. */
enum StepStatus {
    SUCCESS,
    FAILURE,
    /** In a word that is not known yet. */
    UNKNOWN,
    NOT_SAID;

    /** In MeetStream's word, whose case varies; null where it says nothing. */
    static StepStatus of(@Nullable String word) {
        if (word == null) {
            return NOT_SAID;
        }
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "success" -> SUCCESS;
            case "error", "failed", "failure" -> FAILURE;
            default -> UNKNOWN;
        };
    }
}
