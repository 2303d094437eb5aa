package io.adjourn.contracts;

import org.jspecify.annotations.Nullable;

/** The catalogue cannot be put in place. The message is one line for people: what is wrong, where, and what to do. */
public final class ProvisioningException extends RuntimeException {
    ProvisioningException(String message) {
        super(message);
    }

    ProvisioningException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
