package io.adjourn.testing;

/** How often a test tries what chance or a long list gives it: all of it with {@code -Pfull}, an eleventh in the loop. */
public final class Tries {
    static final String FULL = "adjourn.tests.full";
    /** A prime: steps of it through a list that is built by a rule come past everything. */
    private static final int SHARE = 11;

    private Tries() {}

    /** So many in the full build; else an eleventh, but one at least. */
    public static int of(int full) {
        return Math.max(1, full / everyOnly());
    }

    /** That of a long list every which one is tried: the first, the one after so many, and so on. */
    public static int everyOnly() {
        return Boolean.getBoolean(FULL) ? 1 : SHARE;
    }
}
