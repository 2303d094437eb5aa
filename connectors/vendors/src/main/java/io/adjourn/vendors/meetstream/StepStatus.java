package io.adjourn.vendors.meetstream;

/** How a step after the call went. */
enum StepStatus {
    SUCCESS,
    FAILURE,
    /** In a word that is not known yet. */
    UNKNOWN,
    NOT_SAID
}
