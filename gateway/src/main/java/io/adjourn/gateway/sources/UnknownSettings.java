package io.adjourn.gateway.sources;

import io.adjourn.config.KnownSettings;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.env.Environment;
import java.util.List;

/** Refuses to start with a setting that nobody reads. */
@Context
final class UnknownSettings {

    UnknownSettings(Environment environment) {
        KnownSettings.check(
                environment.getPropertySources(), List.of(KnownSettings.of("gateway", GatewaySettings.class)));
    }
}
