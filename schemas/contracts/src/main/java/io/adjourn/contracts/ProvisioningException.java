package io.adjourn.contracts;

import org.jspecify.annotations.Nullable;

/** The catalogue cannot be put in place. The message is one line for people: what is wrong, where, and what to do. */
public final class ProvisioningException extends RuntimeException {
    private final boolean mayPass;

    private ProvisioningException(String message, @Nullable Throwable cause, boolean mayPass) {
        super(message, cause);
        this.mayPass = mayPass;
    }

    /** Kafka or the registry is away or has trouble of its own. */
    static ProvisioningException away(String message, @Nullable Throwable cause) {
        return new ProvisioningException(message, cause, true);
    }

    /** Somebody has to change something. */
    static ProvisioningException refused(String message, @Nullable Throwable cause) {
        return new ProvisioningException(message, cause, false);
    }

    /** Whether it may go by itself, so that waiting can help. */
    public boolean mayPass() {
        return mayPass;
    }
}
