package io.adjourn.gateway.publish;

import io.adjourn.gateway.publish.Breaker.Down;
import io.adjourn.gateway.publish.Breaker.Up;
import io.adjourn.spool.Spool;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.reactivestreams.Publisher;

/** Ready while a delivery can be stored: Kafka takes it, or the spool does. Shows both, and what is wrong with each. */
@Singleton
@Readiness
final class PublishReadiness implements HealthIndicator {
    /** After that a refusal is forgotten: not ready we get no deliveries, and so no success to learn from. */
    private static final Duration MEMORY = Duration.ofSeconds(10);

    private final Breaker breaker;
    private final Optional<Spool> spool;

    PublishReadiness(Breaker breaker, Optional<Spool> spool) {
        this.breaker = breaker;
        this.spool = spool;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        Optional<String> ofKafka = switch (breaker.state()) {
            case Up() -> Optional.empty();
            case Down(var because) -> Optional.of(because.why());
        };
        Optional<String> ofSpool =
                spool.isEmpty() ? Optional.of("it is turned off") : spool.flatMap(open -> open.trouble(MEMORY));
        boolean ready = ofKafka.isEmpty() || ofSpool.isEmpty();
        return Publishers.just(HealthResult.builder("publish", ready ? HealthStatus.UP : HealthStatus.DOWN)
                .details(Map.of("kafka", part(ofKafka), "spool", part(ofSpool)))
                .build());
    }

    private static Map<String, String> part(Optional<String> trouble) {
        return trouble.map(why -> Map.of("status", "DOWN", "why", why)).orElseGet(() -> Map.of("status", "UP"));
    }
}
