package io.adjourn.inspector.http;

/** A request asks for something that cannot be. The message says so in one line. */
final class BadParameterException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadParameterException(String message) {
        super(message);
    }
}
