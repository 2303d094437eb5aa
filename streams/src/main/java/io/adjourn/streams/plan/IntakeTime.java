package io.adjourn.streams.plan;

/**
 * When a delivery came, by the clock that deadlines fire by.
 *
 * @param received when it counts as received, in milliseconds: waits run from then
 * @param passed what the clock had passed before it: all that was due by then has fired, and nothing later
 */
public record IntakeTime(long received, long passed) {}
