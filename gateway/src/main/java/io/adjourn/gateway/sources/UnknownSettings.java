package io.adjourn.gateway.sources;

import io.adjourn.config.BadConfigurationException;
import io.adjourn.config.KnownSettings;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.env.Environment;
import io.micronaut.context.env.PropertySource;

/** Refuses to start with a setting that nobody reads. */
@Context
final class UnknownSettings {

    UnknownSettings(Environment environment) {
        var known = KnownSettings.of("gateway", GatewaySettings.class);
        for (PropertySource source : environment.getPropertySources()) {
            source.forEach(name -> known.complaint(name).ifPresent(complaint -> {
                throw new BadConfigurationException(complaint);
            }));
        }
    }
}
