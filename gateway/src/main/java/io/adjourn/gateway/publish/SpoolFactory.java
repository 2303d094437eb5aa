package io.adjourn.gateway.publish;

import io.adjourn.gateway.sources.GatewaySettings;
import io.adjourn.spool.Spool;
import io.adjourn.spool.Spool.Depth;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.util.StringUtils;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the spool at start, and shows how full it is. */
@Factory
final class SpoolFactory {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolFactory.class);

    @Singleton
    @Bean(preDestroy = "close")
    @Requires(property = "gateway.spool.enabled", value = StringUtils.TRUE)
    Spool spool(GatewaySettings settings, MeterRegistry meters) {
        Timer fsync = Timer.builder("adjourn.gateway.spool.fsync.duration")
                .description("Writing a group of spooled deliveries until they are on the disk")
                .publishPercentileHistogram()
                .register(meters);
        Spool spool = Spool.open(
                settings.spool().directory(),
                settings.spool().maxBytes().bytes(),
                nanos -> fsync.record(nanos, TimeUnit.NANOSECONDS));
        register(spool, meters);
        Depth depth = spool.depth();
        if (depth.records() > 0) {
            LOG.atInfo()
                    .addKeyValue("records", depth.records())
                    .addKeyValue("bytes", depth.bytes())
                    .log("Spooled deliveries found, to be sent to Kafka");
        }
        return spool;
    }

    private static void register(Spool spool, MeterRegistry meters) {
        Gauge.builder(
                        "adjourn.gateway.spool.records",
                        spool,
                        open -> open.depth().records())
                .description("Deliveries on this disk that Kafka does not have yet")
                .register(meters);
        Gauge.builder("adjourn.gateway.spool.bytes", spool, open -> open.depth().bytes())
                .description("What the spool's files take")
                .register(meters);
        Gauge.builder(
                        "adjourn.gateway.spool.limit.bytes",
                        spool,
                        open -> open.depth().maxBytes())
                .description("What the spool's files may take")
                .register(meters);
        TimeGauge.builder("adjourn.gateway.spool.oldest.age", spool, TimeUnit.MILLISECONDS, SpoolFactory::oldestAge)
                .description("How long the oldest spooled delivery has been waiting; 0 without one")
                .register(meters);
    }

    private static double oldestAge(Spool spool) {
        return spool.oldest()
                .map(oldest -> Duration.between(oldest, Instant.now()).toMillis())
                .orElse(0L);
    }
}
