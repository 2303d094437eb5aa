package io.adjourn.gateway.publish;

import io.adjourn.config.KafkaOptions;
import io.adjourn.gateway.sources.GatewaySettings;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.core.convert.format.MapFormat;
import io.micronaut.core.convert.format.MapFormat.MapTransformation;
import io.micronaut.core.naming.conventions.StringConvention;
import jakarta.inject.Singleton;
import java.util.Map;

/** Takes the {@code kafka.*} settings from the application's configuration. */
@Factory
final class KafkaSettingsFactory {

    @Singleton
    KafkaSettings kafkaSettings(
            @Property(name = "kafka")
                    @MapFormat(transformation = MapTransformation.FLAT, keyFormat = StringConvention.HYPHENATED)
                    Map<String, String> kafka,
            GatewaySettings settings) {
        return KafkaSettings.of(KafkaOptions.given(kafka), settings.publish().timeout());
    }
}
