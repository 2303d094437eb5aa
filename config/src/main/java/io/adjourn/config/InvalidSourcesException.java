package io.adjourn.config;

import java.nio.file.Path;

/**
 * A sources file cannot be used. The message is one line that names the file, the line and the key, and says what to do; it
 * never holds a secret.
 */
public final class InvalidSourcesException extends Exception {

    public InvalidSourcesException(String message) {
        // What is quoted of the file may hold anything; the message stays one line.
        super(message.replaceAll("\\p{Cntrl}", "?"));
    }

    static InvalidSourcesException at(Path file, int line, String keyAndWhat) {
        return new InvalidSourcesException(file + ":" + line + ": " + keyAndWhat);
    }

    static InvalidSourcesException of(Path file, String what) {
        return new InvalidSourcesException(file + ": " + what);
    }
}
