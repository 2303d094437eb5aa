package io.adjourn.reconciler;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Liveness;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import org.reactivestreams.Publisher;

/** Alive while it turns; ready while it asks, or would if the instance that does were gone. */
final class ReconcilerHealth {
    private static final String NAME = "reconciler";

    private ReconcilerHealth() {}

    private static Publisher<HealthResult> result(ReconcilerRuntime runtime, AskedSources sources, boolean up) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("role", runtime.role().name());
        if (runtime.role() != ReconcilerRuntime.Role.ACTIVE) {
            details.put("waitingFor", runtime.waitingFor());
        }
        details.put("sources", sources.current().size());
        String fault = sources.fault();
        details.put("reload", fault == null ? "ok" : "failed, keeping the last valid version: " + fault);
        return Publishers.just(HealthResult.builder(NAME, up ? HealthStatus.UP : HealthStatus.DOWN)
                .details(details)
                .build());
    }

    /** Down once it hangs or has died. */
    @Singleton
    @Liveness
    static final class Alive implements HealthIndicator {
        private final ReconcilerRuntime runtime;
        private final AskedSources sources;

        Alive(ReconcilerRuntime runtime, AskedSources sources) {
            this.runtime = runtime;
            this.sources = sources;
        }

        @Override
        public Publisher<HealthResult> getResult() {
            return result(runtime, sources, runtime.isAlive());
        }
    }

    /** Down while it waits for Kafka. */
    @Singleton
    @Readiness
    static final class Ready implements HealthIndicator {
        private final ReconcilerRuntime runtime;
        private final AskedSources sources;

        Ready(ReconcilerRuntime runtime, AskedSources sources) {
            this.runtime = runtime;
            this.sources = sources;
        }

        @Override
        public Publisher<HealthResult> getResult() {
            return result(runtime, sources, runtime.isAlive() && runtime.role() != ReconcilerRuntime.Role.WAITING);
        }
    }
}
