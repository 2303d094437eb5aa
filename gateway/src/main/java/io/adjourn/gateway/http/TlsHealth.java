package io.adjourn.gateway.http;

import io.micronaut.context.annotation.Requires;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.Map;
import org.reactivestreams.Publisher;

/** Shows in the readiness why the certificate's files are not in use as they are now. Ready all the same. */
@Singleton
@Readiness
@Requires(beans = TlsCertificate.class)
final class TlsHealth implements HealthIndicator {
    private final TlsCertificate certificate;

    TlsHealth(TlsCertificate certificate) {
        this.certificate = certificate;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        String fault = certificate.fault();
        return Publishers.just(HealthResult.builder("tls", HealthStatus.UP)
                .details(
                        Map.of("reload", fault == null ? "ok" : "failed, keeping the last valid certificate: " + fault))
                .build());
    }
}
