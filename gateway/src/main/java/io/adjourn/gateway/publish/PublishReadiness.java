package io.adjourn.gateway.publish;

import io.adjourn.gateway.publish.SendResult.Unavailable;
import io.adjourn.spool.Spool;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.reactivestreams.Publisher;

/** Ready while a delivery can be stored: Kafka takes it, or the spool does. Shows both, and what is wrong with each. */
@Singleton
@Readiness
final class PublishReadiness implements HealthIndicator {
    /** After that a refusal is forgotten: not ready we get no deliveries, and so no success to learn from. */
    private static final Duration MEMORY = Duration.ofSeconds(10);

    private final CircuitBreaker breaker;
    private final Optional<Spool> spool;

    PublishReadiness(CircuitBreaker breaker, Optional<Spool> spool) {
        this.breaker = breaker;
        this.spool = spool;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        Optional<String> ofKafka = breaker.trouble().map(Unavailable::why);
        Optional<String> ofSpool =
                spool.isEmpty() ? Optional.of("spool is disabled") : spool.flatMap(open -> open.trouble(MEMORY));
        boolean ready = ofKafka.isEmpty() || ofSpool.isEmpty();
        return Publishers.just(HealthResult.builder("publish", ready ? HealthStatus.UP : HealthStatus.DOWN)
                .details(Map.of("kafka", part(ofKafka), "spool", spoolPart(ofSpool)))
                .build());
    }

    private Map<String, String> spoolPart(Optional<String> trouble) {
        var part = new HashMap<>(part(trouble));
        spool.flatMap(Spool::reading)
                .ifPresent(reading -> part.put("reading", reading.bytes() + " of " + reading.total() + " bytes"));
        return part;
    }

    private static Map<String, String> part(Optional<String> trouble) {
        return trouble.map(why -> Map.of("status", "DOWN", "why", why)).orElseGet(() -> Map.of("status", "UP"));
    }
}
