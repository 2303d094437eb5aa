package io.adjourn.vendors.verify;

import io.adjourn.vendors.Headers;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What of a request can carry a proof, apart from its body.
 *
 * @param pathToken the path segment after the source, null without one
 * @param receivedAt when it was received, for schemes with a window
 */
public record Request(Headers headers, @Nullable String pathToken, Instant receivedAt) {

    /** Without the headers and the token: both may hold secrets. */
    @Override
    public String toString() {
        return "Request[received " + receivedAt + "]";
    }
}
