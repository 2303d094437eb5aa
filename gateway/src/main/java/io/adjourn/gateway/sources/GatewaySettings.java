package io.adjourn.gateway.sources;

import io.micronaut.context.annotation.ConfigurationProperties;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The gateway's settings, {@code gateway.*}. As an environment variable a key is spelt in capitals with underscores.
 *
 * @param sources the sources file
 */
@ConfigurationProperties("gateway")
public record GatewaySettings(Path sources, Publish publish, Body body) {

    /**
     * Publishing a delivery.
     *
     * @param timeout how long Kafka may take to acknowledge a delivery before its sender is told to come again
     */
    @ConfigurationProperties("publish")
    public record Publish(Duration timeout) {
        private static final Duration SHORTEST = Duration.ofMillis(100);

        public Publish {
            if (timeout.compareTo(SHORTEST) < 0) {
                throw new InvalidSettingException(
                        "gateway.publish.timeout", timeout, "is too short: give Kafka at least 100ms");
            }
        }
    }

    /**
     * Reading a request's body.
     *
     * @param timeout how long a sender may take to send its body
     */
    @ConfigurationProperties("body")
    public record Body(Duration timeout) {
        public Body {
            if (!timeout.isPositive()) {
                throw new InvalidSettingException(
                        "gateway.body.timeout", timeout, "is no time at all: say 10s, for example");
            }
        }
    }
}
