package io.adjourn.streams.normalize;

import java.util.Arrays;

/** A fault of our own, described without its content: its message may quote a body. */
public final class Fault {
    private Fault() {}

    /** Such as {@code java.lang.NullPointerException at Payload.java:42}. */
    public static String of(RuntimeException fault) {
        String place = Arrays.stream(fault.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("io.adjourn."))
                .findFirst()
                .map(frame -> " at " + frame.getFileName() + ":" + frame.getLineNumber())
                .orElse("");
        return fault.getClass().getName() + place;
    }
}
