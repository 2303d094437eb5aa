package io.adjourn.inspector.ingest;

import io.micronaut.context.annotation.Requires;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Liveness;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.reactivestreams.Publisher;

/**
 * The truth about indexing: alive as long as its thread is; ready once the index was up to date, and from then on, because what there is
 * can be read whatever becomes of Kafka.
 */
final class IndexHealth {
    private static final String NAME = "index";

    private IndexHealth() {}

    private static Publisher<HealthResult> result(IngestProgress progress, boolean up) {
        var details =
                new HashMap<String, Object>(Map.of("caughtUp", progress.isCaughtUp(), "behind", progress.behind()));
        String problem = progress.problem();
        if (problem != null) {
            details.put("problem", problem);
        }
        return Publishers.just(HealthResult.builder(NAME, up ? HealthStatus.UP : HealthStatus.DOWN)
                .details(details)
                .build());
    }

    /** Down once its thread has ended. */
    @Singleton
    @Requires(beans = IngestProgress.class)
    @Liveness
    static final class Alive implements HealthIndicator {
        private final IngestProgress progress;
        private final Ingestion ingestion;

        Alive(IngestProgress progress, Ingestion ingestion) {
            this.progress = progress;
            this.ingestion = ingestion;
        }

        @Override
        public Publisher<HealthResult> getResult() {
            return result(progress, ingestion.isAlive());
        }
    }

    /** Up once there was all there is. */
    @Singleton
    @Requires(beans = IngestProgress.class)
    @Readiness
    static final class Ready implements HealthIndicator {
        private final IngestProgress progress;

        Ready(IngestProgress progress) {
            this.progress = progress;
        }

        @Override
        public Publisher<HealthResult> getResult() {
            return result(progress, progress.wasCaughtUp());
        }
    }
}
