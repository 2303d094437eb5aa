package io.adjourn.gateway.sources;

import io.adjourn.config.InstallationSettings;
import io.adjourn.config.KnownSettings;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.env.Environment;
import java.util.stream.Stream;

/** Refuses to start with a setting that nobody reads. */
@Context
final class UnknownSettings {

    UnknownSettings(Environment environment) {
        KnownSettings.check(
                environment.getPropertySources(),
                Stream.concat(
                                Stream.of(KnownSettings.of("gateway", GatewaySettings.class)),
                                InstallationSettings.KNOWN.stream())
                        .toList());
    }
}
