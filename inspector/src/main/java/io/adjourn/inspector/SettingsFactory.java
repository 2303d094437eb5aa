package io.adjourn.inspector;

import io.adjourn.config.InstallationSettings;
import io.adjourn.config.KafkaOptions;
import io.adjourn.config.KnownSettings;
import io.adjourn.config.RegistryOptions;
import io.adjourn.contracts.CertificateDates;
import io.adjourn.contracts.Installation;
import io.adjourn.contracts.SchemaRegistry;
import io.adjourn.inspector.access.AccessSettings;
import io.adjourn.inspector.ingest.ConsumerSettings;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.env.Environment;
import io.micronaut.core.convert.format.MapFormat;
import io.micronaut.core.convert.format.MapFormat.MapTransformation;
import io.micronaut.core.naming.conventions.StringConvention;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes from the application's configuration what Kafka's and the registry's clients need; what is misspelt ends the start. */
@Factory
final class SettingsFactory {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsFactory.class);
    private static final List<KnownSettings> KNOWN = Stream.concat(
                    Stream.of(settings(), new KnownSettings("registry", SchemaRegistry.SETTINGS)),
                    InstallationSettings.KNOWN.stream())
            .toList();

    /** All under {@code inspector.}, those of access beside the rest. */
    static KnownSettings settings() {
        return new KnownSettings(
                "inspector",
                Stream.concat(
                                KnownSettings.of("inspector", InspectorSettings.class).keys().stream(),
                                KnownSettings.of("access", AccessSettings.class).keys().stream()
                                        .map(key -> "access." + key))
                        .toList());
    }

    SettingsFactory(Environment environment) {
        KnownSettings.check(environment.getPropertySources(), KNOWN);
    }

    @Singleton
    Installation installation(Environment environment) {
        return InstallationSettings.read(
                key -> environment.getProperty(key, String.class).orElse(null));
    }

    @Singleton
    ConsumerSettings kafka(
            @Nullable @Property(name = "adjourn.kafka.oauth.allowed-urls") String tokensFrom,
            @Property(name = "kafka")
                    @MapFormat(transformation = MapTransformation.FLAT, keyFormat = StringConvention.HYPHENATED)
                    Map<String, String> kafka) {
        if (tokensFrom != null) {
            KafkaOptions.allowTokensFrom(tokensFrom);
        }
        var all = ConsumerSettings.of(KafkaOptions.given(kafka));
        CertificateDates.warnings(all.admin(), Instant.now()).forEach(LOG::warn);
        return all;
    }

    @Singleton
    SchemaRegistry registry(
            InspectorSettings settings,
            @Nullable
                    @Property(name = "registry")
                    @MapFormat(transformation = MapTransformation.FLAT, keyFormat = StringConvention.HYPHENATED)
                    Map<String, String> registry) {
        SchemaRegistry all = RegistryOptions.registry(settings.registryUrl(), registry);
        CertificateDates.warnings(all.settings(), Instant.now()).forEach(LOG::warn);
        return all;
    }
}
