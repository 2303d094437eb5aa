package io.adjourn.sources;

/** A sources file cannot be used. The message is one line that names the file, the line and the key, and says what to do. */
public final class InvalidSourcesException extends Exception {

    public InvalidSourcesException(String message) {
        super(message);
    }
}
