package io.adjourn.streams.completion;

/**
 * Where a meeting's revisions begin to count.
 *
 * @param epoch how many times its state was lost and built again
 * @param before the number of its last revision before that; 0 without one
 */
public record Numbering(int epoch, int before) {
    public static final Numbering FIRST = new Numbering(0, 0);
}
