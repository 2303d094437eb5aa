package io.adjourn.meetings.v1;

import static java.util.stream.Collectors.joining;

import java.util.stream.Stream;

/** What a check finds, as one sentence on the console: where it was found in the code of the check says nothing. */
final class Findings {
    private Findings() {}

    /**
     * Fails unless there are none.
     *
     * @param toDo what to do about them
     */
    static void mustBeNone(Stream<String> findings, String toDo) {
        String all = findings.distinct().collect(joining("; "));
        if (!all.isEmpty()) {
            var sentence = new AssertionError(all + ": " + toDo);
            sentence.setStackTrace(new StackTraceElement[0]);
            throw sentence;
        }
    }
}
