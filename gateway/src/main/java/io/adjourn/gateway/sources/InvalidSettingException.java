package io.adjourn.gateway.sources;

/** A setting cannot be used. The message is one line that names it and says what to do. */
public final class InvalidSettingException extends RuntimeException {

    public InvalidSettingException(String key, Object value, String problem) {
        super(key + ": " + value + " " + problem);
    }

    /** @param message the line */
    InvalidSettingException(String message) {
        super(message);
    }

    /**
     * @param keys which settings
     * @param cause says which of them, and what is wrong
     */
    public InvalidSettingException(String keys, Exception cause) {
        super(keys + ": " + cause.getMessage(), cause);
    }
}
