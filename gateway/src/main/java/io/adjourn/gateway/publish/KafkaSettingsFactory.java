package io.adjourn.gateway.publish;

import io.adjourn.config.KafkaOptions;
import io.adjourn.contracts.CertificateDates;
import io.adjourn.contracts.Installation;
import io.adjourn.gateway.sources.GatewaySettings;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.core.convert.format.MapFormat;
import io.micronaut.core.convert.format.MapFormat.MapTransformation;
import io.micronaut.core.naming.conventions.StringConvention;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the {@code kafka.*} settings from the application's configuration. */
@Factory
final class KafkaSettingsFactory {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaSettingsFactory.class);

    @Singleton
    KafkaSettings kafkaSettings(
            @Property(name = "kafka")
                    @MapFormat(transformation = MapTransformation.FLAT, keyFormat = StringConvention.HYPHENATED)
                    Map<String, String> kafka,
            @Nullable @Property(name = "adjourn.kafka.oauth.allowed-urls") String tokensFrom,
            GatewaySettings settings,
            Installation installation) {
        if (tokensFrom != null) {
            KafkaOptions.allowTokensFrom(tokensFrom);
        }
        var all = KafkaSettings.of(KafkaOptions.given(kafka), settings.publish().timeout(), installation);
        CertificateDates.warnings(all.producer(), Instant.now()).forEach(LOG::warn);
        return all;
    }
}
