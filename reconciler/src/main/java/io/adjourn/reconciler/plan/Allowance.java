package io.adjourn.reconciler.plan;

/**
 * How many requests there may be.
 *
 * @param perMinute in a minute of the clock
 * @param perDay in a day, in UTC
 */
public record Allowance(int perMinute, int perDay) {}
