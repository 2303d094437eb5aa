package io.adjourn.streams.completion;

import io.adjourn.meetings.v1.ClosedBy;

/**
 * What a revision says of itself.
 *
 * @param epoch how many times the meeting's state was lost and built again
 * @param number from 1
 * @param closedAt log time of the first one, in milliseconds
 * @param at log time of this one, in milliseconds
 */
record Revision(int epoch, int number, ClosedBy by, long closedAt, long at, Cause cause) {}
