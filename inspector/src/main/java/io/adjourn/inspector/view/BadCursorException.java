package io.adjourn.inspector.view;

/** A cursor is not one, or one of another search. The message says so in one line. */
public final class BadCursorException extends RuntimeException {
    public BadCursorException(String message) {
        super(message);
    }
}
