package io.adjourn.gateway.sources;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import org.reactivestreams.Publisher;

/** Shows in the readiness how many sources there are, and why their file is not in use as it is now. Ready all the same: the last valid one is. */
@Singleton
@Readiness
final class SourcesHealth implements HealthIndicator {
    private final LiveSources sources;

    SourcesHealth(LiveSources sources) {
        this.sources = sources;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("count", sources.current().all().size());
        String fault = sources.fault();
        details.put("reload", fault == null ? "ok" : "failed, keeping the last valid version: " + fault);
        details.put("last-read", sources.lastReadAge().toSeconds() + " s ago");
        return Publishers.just(HealthResult.builder("sources", HealthStatus.UP)
                .details(details)
                .build());
    }
}
