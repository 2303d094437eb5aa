package io.adjourn.contracts;

import org.jspecify.annotations.Nullable;

/** The catalogue cannot be put in place. The message is one line for people: what is wrong, where, and what to do. */
public final class ProvisioningException extends RuntimeException {
    private enum Kind {
        AWAY,
        REFUSED,
        DIFFERENT
    }

    private final Kind kind;

    private ProvisioningException(String message, @Nullable Throwable cause, Kind kind) {
        super(message, cause);
        this.kind = kind;
    }

    /** Kafka or the registry is away or has trouble of its own. */
    static ProvisioningException away(String message, @Nullable Throwable cause) {
        return new ProvisioningException(message, cause, Kind.AWAY);
    }

    /** Somebody has to change something. */
    static ProvisioningException refused(String message, @Nullable Throwable cause) {
        return new ProvisioningException(message, cause, Kind.REFUSED);
    }

    /** What is there is not what was asked for, and must not be changed; somebody has to change one of them. */
    static ProvisioningException different(String message, @Nullable Throwable cause) {
        return new ProvisioningException(message, cause, Kind.DIFFERENT);
    }

    /** Whether it may go by itself, so that waiting can help. */
    public boolean mayPass() {
        return kind == Kind.AWAY;
    }

    /** Whether what is there could be compared, and is not what was asked for. */
    boolean isDifference() {
        return kind == Kind.DIFFERENT;
    }
}
