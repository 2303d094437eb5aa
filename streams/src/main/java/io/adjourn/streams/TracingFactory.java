package io.adjourn.streams;

import io.adjourn.tracing.Tracing;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** Sets up traces as the environment asks for them. */
@Factory
final class TracingFactory {

    @Singleton
    @Bean(preDestroy = "close")
    Tracing tracing() {
        return Tracing.of("adjourn-streams", System.getenv());
    }
}
