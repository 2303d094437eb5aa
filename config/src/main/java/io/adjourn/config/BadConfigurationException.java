package io.adjourn.config;

/** Something must be changed before another start can help. The message is one line that names it and says what to do. */
public final class BadConfigurationException extends RuntimeException {

    public BadConfigurationException(String message) {
        super(message);
    }

    public BadConfigurationException(String message, Throwable cause) {
        super(message, cause);
    }

    public BadConfigurationException(String key, Object value, String problem) {
        super(key + ": " + value + " " + problem);
    }
}
