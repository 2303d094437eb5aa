package io.adjourn.gateway.publish;

import io.adjourn.spool.Spool;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Liveness;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import org.reactivestreams.Publisher;

/** Alive while all threads are that work in the background: without one of them only a restart helps. */
@Singleton
@Liveness
final class BackgroundHealth implements HealthIndicator {
    private final KafkaMonitor monitor;
    private final WatermarkSender watermarks;
    private final Optional<SpoolDrainer> drainer;
    private final Optional<Spool> spool;

    BackgroundHealth(
            KafkaMonitor monitor, WatermarkSender watermarks, Optional<SpoolDrainer> drainer, Optional<Spool> spool) {
        this.monitor = monitor;
        this.watermarks = watermarks;
        this.drainer = drainer;
        this.spool = spool;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        boolean drains = drainer.map(SpoolDrainer::isAlive).orElse(true);
        boolean writes = spool.map(Spool::isAlive).orElse(true);
        boolean alive = monitor.isAlive() && watermarks.isAlive() && drains && writes;
        return Publishers.just(HealthResult.builder("background", alive ? HealthStatus.UP : HealthStatus.DOWN)
                .details(Map.of(
                        "kafka-monitor", status(monitor.isAlive()),
                        "watermarks", status(watermarks.isAlive()),
                        "spool-drainer", status(drains),
                        "spool-writer", status(writes)))
                .build());
    }

    private static String status(boolean alive) {
        return alive ? "UP" : "DOWN";
    }
}
