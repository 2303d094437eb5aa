package io.adjourn.gateway.sources;

import io.adjourn.config.InstallationSettings;
import io.adjourn.contracts.Installation;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.env.Environment;
import jakarta.inject.Singleton;

/** Takes from the configuration which installation this gateway is part of. */
@Factory
final class InstallationFactory {

    @Singleton
    Installation installation(Environment environment) {
        return InstallationSettings.read(
                key -> environment.getProperty(key, String.class).orElse(null));
    }
}
