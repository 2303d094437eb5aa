package io.adjourn.inspector.access;

/** Somebody asks for what they may not see. The message says so in one line; it is answered 403. */
public final class NotAllowedException extends RuntimeException {
    NotAllowedException(String message) {
        super(message);
    }
}
