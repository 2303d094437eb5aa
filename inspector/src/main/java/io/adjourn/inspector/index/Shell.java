package io.adjourn.inspector.index;

/** Texts as a POSIX shell takes them: what somebody sent us is pasted into commands. */
final class Shell {
    private Shell() {}

    /** As one word, whatever is in it. */
    static String quoted(String text) {
        return text.matches("[A-Za-z0-9_./:@%+=,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
