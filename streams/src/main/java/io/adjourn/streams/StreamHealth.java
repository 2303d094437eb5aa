package io.adjourn.streams;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Liveness;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import org.reactivestreams.Publisher;

/** The truth about the stream: alive until it has died, ready while it runs. Restoring state is alive and not ready. */
final class StreamHealth {
    private static final String NAME = "stream";

    private StreamHealth() {}

    private static Publisher<HealthResult> result(StreamsStatus standing, boolean up) {
        return Publishers.just(HealthResult.builder(NAME, up ? HealthStatus.UP : HealthStatus.DOWN)
                .details(standing.details())
                .build());
    }

    /** Down once the stream has died for good. */
    @Singleton
    @Liveness
    static final class Alive implements HealthIndicator {
        private final StreamsRuntime runtime;

        Alive(StreamsRuntime runtime) {
            this.runtime = runtime;
        }

        @Override
        public Publisher<HealthResult> getResult() {
            StreamsStatus standing = runtime.standing();
            return result(standing, standing.isAlive());
        }
    }

    /** Up while deliveries are worked on. */
    @Singleton
    @Readiness
    static final class Ready implements HealthIndicator {
        private final StreamsRuntime runtime;

        Ready(StreamsRuntime runtime) {
            this.runtime = runtime;
        }

        @Override
        public Publisher<HealthResult> getResult() {
            StreamsStatus standing = runtime.standing();
            return result(standing, standing.isReady());
        }
    }
}
