package io.adjourn.gateway.publish;

import static java.util.stream.Collectors.toMap;

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
        // Of an environment variable Micronaut makes every spelling it could stand for; Kafka's have dots only.
        Map<String, String> given = kafka.entrySet().stream()
                .filter(property -> !property.getKey().contains("-"))
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
        return KafkaSettings.of(given, settings.publish().timeout());
    }
}
