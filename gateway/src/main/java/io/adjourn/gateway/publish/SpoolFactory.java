package io.adjourn.gateway.publish;

import io.adjourn.gateway.sources.GatewaySettings;
import io.adjourn.spool.Spool;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.util.StringUtils;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Opens the spool at start, and shows how full it is. */
@Factory
final class SpoolFactory {
    @Singleton
    @Bean(preDestroy = "close")
    @Requires(property = "gateway.spool.enabled", value = StringUtils.TRUE)
    Spool spool(GatewaySettings settings, MeterRegistry meters) {
        Spool spool = Spool.open(
                settings.spool().directory(), settings.spool().maxBytes().bytes(), new SpoolObserver(meters));
        register(spool, meters);
        return spool;
    }

    private static void register(Spool spool, MeterRegistry meters) {
        Gauge.builder(
                        "adjourn.gateway.spool.records",
                        spool,
                        open -> open.depth().records())
                .description("Spooled deliveries that are not in Kafka yet")
                .register(meters);
        Gauge.builder("adjourn.gateway.spool.bytes", spool, open -> open.depth().bytes())
                .description("Bytes used by the spool's files")
                .register(meters);
        Gauge.builder(
                        "adjourn.gateway.spool.set.aside.bytes",
                        spool,
                        open -> open.depth().setAsideBytes())
                .description("Unreadable bytes that were set aside for inspection")
                .register(meters);
        Gauge.builder(
                        "adjourn.gateway.spool.limit.bytes",
                        spool,
                        open -> open.depth().maxBytes())
                .description("Maximum bytes of the spool's files")
                .register(meters);
        TimeGauge.builder("adjourn.gateway.spool.oldest.age", spool, TimeUnit.MILLISECONDS, SpoolFactory::oldestAge)
                .description("Age of the oldest spooled delivery; 0 without one")
                .register(meters);
    }

    private static double oldestAge(Spool spool) {
        return spool.oldest()
                .map(oldest -> Duration.between(oldest, Instant.now()).toMillis())
                .orElse(0L);
    }
}
