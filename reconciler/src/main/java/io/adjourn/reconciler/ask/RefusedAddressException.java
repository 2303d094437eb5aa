package io.adjourn.reconciler.ask;

import java.net.UnknownHostException;

/** A request would go where it may not. The message says why and what to do. */
final class RefusedAddressException extends UnknownHostException {
    RefusedAddressException(String message) {
        super(message);
    }
}
