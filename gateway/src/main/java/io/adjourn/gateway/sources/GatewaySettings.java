package io.adjourn.gateway.sources;

import io.adjourn.contracts.Topics;
import io.micronaut.context.annotation.ConfigurationProperties;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The gateway's settings, {@code gateway.*}. As an environment variable a key is spelt in capitals with underscores.
 *
 * @param sources the sources file
 */
@ConfigurationProperties("gateway")
public record GatewaySettings(Path sources, Publish publish, Body body, Spool spool, InFlight inFlight) {

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

    /**
     * Keeping deliveries on this disk while Kafka does not take them.
     *
     * @param enabled without it, a delivery that Kafka does not take is answered 503
     * @param directory of this gateway alone; must survive a restart of the machine
     * @param maxBytes how much may be kept; beyond it, 503
     */
    @ConfigurationProperties("spool")
    public record Spool(boolean enabled, Path directory, ByteSize maxBytes) {
        /** Room for two of the largest records. */
        private static final long SMALLEST = 2L * Topics.RAW.maxMessageBytes();

        public Spool {
            if (maxBytes.bytes() < SMALLEST) {
                throw new InvalidSettingException(
                        "gateway.spool.max-bytes",
                        maxBytes.bytes(),
                        "is too small: give it at least " + SMALLEST + ", or turn it off with gateway.spool.enabled");
            }
        }
    }

    /**
     * What is being worked on at once.
     *
     * @param maxBytes how many bytes all bodies together may take in memory; beyond it, 503
     */
    @ConfigurationProperties("in-flight")
    public record InFlight(ByteSize maxBytes) {
        /** Room for one of the largest bodies, twice: see {@link io.adjourn.gateway.intake.InFlight}. */
        private static final long SMALLEST = 2L * Topics.RAW.maxMessageBytes();

        public InFlight {
            if (maxBytes.bytes() < SMALLEST) {
                throw new InvalidSettingException(
                        "gateway.in-flight.max-bytes", maxBytes.bytes(), "is too small: give it at least " + SMALLEST);
            }
        }
    }
}
