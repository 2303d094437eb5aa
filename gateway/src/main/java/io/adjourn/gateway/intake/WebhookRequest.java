package io.adjourn.gateway.intake;

import io.adjourn.vendors.Headers;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A request as it comes in, its body not yet read.
 *
 * @param method POST or PUT
 * @param source the path segment after {@code /webhooks/}
 * @param token the one after that, null without one
 * @param client where it comes from
 * @param length how long the body says it is, empty where it does not say
 * @param body its bytes as they arrive; to be asked for at most once, and not at all where they are not needed
 */
public record WebhookRequest(
        String method,
        String source,
        @Nullable String token,
        Headers headers,
        ClientAddress client,
        OptionalLong length,
        Supplier<InputStream> body) {

    /** Says nothing: path and headers may hold secrets. */
    @Override
    public String toString() {
        return "Incoming[]";
    }
}
