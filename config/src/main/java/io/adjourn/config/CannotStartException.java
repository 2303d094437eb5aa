package io.adjourn.config;

import org.jspecify.annotations.Nullable;

/** A part of the stack cannot start or has died. The message says in one line what is wrong, where, and what to do. */
public final class CannotStartException extends RuntimeException {

    public CannotStartException(String message) {
        this(message, null);
    }

    public CannotStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
