package io.adjourn.inspector.access;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.util.Objects;

/** The way that the settings say. */
@Factory
final class AccessFactory {

    @Singleton
    Access access(AccessSettings settings) {
        return switch (Objects.requireNonNull(settings.mode())) {
            case NONE -> new EverybodyAccess();
            case TOKENS ->
                new TokenAccess(Objects.requireNonNull(settings.tokens().file()));
            case PROXY -> new ProxyAccess(settings.proxy());
            case OIDC -> new OidcAccess(settings.oidc());
        };
    }
}
