package io.adjourn.simulator.vexa;

import org.jspecify.annotations.Nullable;

/**
 * How a run goes, in minutes from its start.
 *
 * @param joined when the bot gets in; infinity where it never does
 * @param over when it is over
 * @param status with which status it is over
 * @param completionReason Vexa's word for why, null where it finds none
 * @param failureStage how far it had come, null where it did not fail
 */
record Course(
        double joined,
        double over,
        String status,
        @Nullable String completionReason,
        @Nullable String failureStage) {

    /** Everything as it should be: in after 1 minute, over after 45. */
    static Course completed(@Nullable String completionReason) {
        return new Course(1, 45, "completed", completionReason, null);
    }

    /** The same, over after 30. */
    static Course shorter(String completionReason) {
        return new Course(1, 30, "completed", completionReason, null);
    }

    static Course neverAdmitted(String completionReason) {
        return new Course(Double.POSITIVE_INFINITY, 15, "completed", completionReason, null);
    }

    static Course failed(@Nullable String completionReason, String failureStage) {
        return new Course(Double.POSITIVE_INFINITY, 10, "failed", completionReason, failureStage);
    }
}
