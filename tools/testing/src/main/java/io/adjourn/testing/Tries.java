package io.adjourn.testing;

/** How often a test tries what chance or a long list gives it: all of it with {@code -Pfull}, an eleventh in the loop. */
public final class Tries {
    static final String FULL = "adjourn.tests.full";

    /** A prime, so that stepping through a list does not fall in with the pattern it was built by. */
    private static final int SHARE = 11;

    private Tries() {}

    /** So many in the full build; else an eleventh, but one at least. */
    public static int of(int full) {
        return Math.max(1, full / step());
    }

    /** From one tried element of a long list to the next: 1 in the full build, else 11. */
    public static int step() {
        return Boolean.getBoolean(FULL) ? 1 : SHARE;
    }
}
