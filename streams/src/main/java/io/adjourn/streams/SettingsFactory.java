package io.adjourn.streams;

import io.adjourn.config.BadConfigurationException;
import io.adjourn.config.KafkaOptions;
import io.adjourn.config.KnownSettings;
import io.adjourn.contracts.SchemaRegistry;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.env.Environment;
import io.micronaut.core.convert.format.MapFormat;
import io.micronaut.core.convert.format.MapFormat.MapTransformation;
import io.micronaut.core.naming.conventions.StringConvention;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes from the application's configuration what Kafka's and the registry's clients need; what is misspelt ends the start. */
@Factory
final class SettingsFactory {
    private static final List<KnownSettings> KNOWN = List.of(
            KnownSettings.of("streams", StreamsSettings.class), new KnownSettings("registry", SchemaRegistry.SETTINGS));

    SettingsFactory(Environment environment) {
        KnownSettings.check(environment.getPropertySources(), KNOWN);
    }

    @Singleton
    KafkaSettings kafka(
            StreamsSettings settings,
            @Property(name = "kafka")
                    @MapFormat(transformation = MapTransformation.FLAT, keyFormat = StringConvention.HYPHENATED)
                    Map<String, String> kafka) {
        return KafkaSettings.of(settings, KafkaOptions.given(kafka));
    }

    @Singleton
    SchemaRegistry registry(
            StreamsSettings settings,
            @Nullable
                    @Property(name = "registry")
                    @MapFormat(transformation = MapTransformation.FLAT, keyFormat = StringConvention.HYPHENATED)
                    Map<String, String> registry) {
        Map<String, String> given = registry == null ? Map.of() : registry;
        try {
            return new SchemaRegistry(
                    settings.registryUrl(),
                    given.entrySet().stream()
                            .filter(setting -> SchemaRegistry.SETTINGS.contains(setting.getKey()))
                            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        } catch (IllegalArgumentException e) {
            throw new BadConfigurationException(String.valueOf(e.getMessage()), e);
        }
    }
}
