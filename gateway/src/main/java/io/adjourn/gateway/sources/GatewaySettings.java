package io.adjourn.gateway.sources;

import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The gateway's settings. Each is a property; as an environment variable it is spelt in capitals with underscores.
 *
 * @param sources the sources file
 * @param publishTimeout how long a delivery may take to be acknowledged by Kafka before its sender is told to come again; at
 *     least 100 ms
 * @param bodyTimeout how long a sender may take to send its body
 */
@Singleton
public record GatewaySettings(
        @Property(name = "adjourn.sources", defaultValue = "sources.yaml")
        Path sources,

        @Property(name = "gateway.publish.timeout", defaultValue = "2s")
        Duration publishTimeout,

        @Property(name = "gateway.body.timeout", defaultValue = "10s")
        Duration bodyTimeout) {
    private static final Duration SHORTEST_PUBLISH_TIMEOUT = Duration.ofMillis(100);

    public GatewaySettings {
        if (publishTimeout.compareTo(SHORTEST_PUBLISH_TIMEOUT) < 0) {
            throw new InvalidSettingException(
                    "gateway.publish.timeout", publishTimeout, "is too short: give Kafka at least 100ms");
        }
        if (!bodyTimeout.isPositive()) {
            throw new InvalidSettingException(
                    "gateway.body.timeout", bodyTimeout, "is not a time: say 10s, for example");
        }
    }
}
