package io.adjourn.inspector;

import io.adjourn.config.BadConfigurationException;
import io.adjourn.config.ByteSize;
import io.micronaut.context.annotation.ConfigurationProperties;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The inspector's settings, {@code inspector.*}. As an environment variable a key is spelt in capitals with underscores. Any
 * {@code kafka.*} setting goes to Kafka's consumer as it is.
 *
 * @param registryUrl base URL of the schema registry's Confluent-compatible API
 * @param gatewayUrl base URL of the gateway, for the commands to copy that send a delivery again; nothing is sent there
 * @param indexDir directory for the index, used by this inspector only. What is in it can be made again from the topics at any time
 * @param retain how long after its latest news a meeting stays in the index
 * @param maxBytes maximum size of the index; above it, the oldest meetings are left out
 * @param minFree how many bytes the index's disk must have left; below it, indexing stops until there is room
 * @param forgetWithin how long a deleted meeting's data may still stand in the index's files; in answers, it is gone at once
 */
@ConfigurationProperties("inspector")
public record InspectorSettings(
        String registryUrl,
        String gatewayUrl,
        Path indexDir,
        Duration retain,
        ByteSize maxBytes,
        ByteSize minFree,
        Duration forgetWithin) {
    private static final long SMALLEST = 64L * 1024 * 1024;

    public InspectorSettings {
        mustBePositive("retain", retain, "P30D");
        mustBePositive("forget-within", forgetWithin, "1h");
        if (maxBytes.bytes() < SMALLEST) {
            throw new BadConfigurationException(
                    "inspector.max-bytes", maxBytes.bytes(), "is too small: must be at least 64MiB, e.g. 10GiB");
        }
        if (minFree.bytes() < 0) {
            throw new BadConfigurationException("inspector.min-free", minFree.bytes(), "must not be negative");
        }
    }

    private static void mustBePositive(String key, Duration duration, String example) {
        if (!duration.isPositive()) {
            throw new BadConfigurationException(
                    "inspector." + key + ": " + duration + " must be positive, e.g. " + example);
        }
    }
}
