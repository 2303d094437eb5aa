package io.adjourn.gateway.sources;

import io.adjourn.sources.InvalidSourcesException;
import io.adjourn.sources.Source;
import io.adjourn.sources.Sources;
import io.adjourn.sources.SourcesFile;
import io.adjourn.vendors.Vendors;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the sources once, at start, and is loud about those that let everyone in. */
@Factory
final class SourcesFactory {
    private static final Logger LOG = LoggerFactory.getLogger(SourcesFactory.class);

    @Singleton
    Sources sources(GatewaySettings settings, MeterRegistry meters) throws InvalidSourcesException {
        Sources sources = SourcesFile.read(settings.sources(), Vendors.KNOWN, System.getenv());
        List<Source> unverified = sources.unverified();
        for (Source source : unverified) {
            LOG.atWarn()
                    .addKeyValue("source", source.name())
                    .log("NOT VERIFIED: anyone may post to this source; the sources file says verification: none");
        }
        Gauge.builder("adjourn.gateway.sources.unverified", unverified, List::size)
                .description("Sources that take deliveries from anyone")
                .strongReference(true)
                .register(meters);
        return sources;
    }
}
