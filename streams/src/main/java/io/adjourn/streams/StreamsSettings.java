package io.adjourn.streams;

import io.micronaut.context.annotation.ConfigurationProperties;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The application's settings, {@code streams.*}. As an environment variable a key is spelt in capitals with underscores. Any
 * {@code kafka.*} setting goes to Kafka's clients as it is.
 *
 * @param applicationId names the consumer group and the changelogs: for life
 * @param registryUrl where the schema registry is: the base of Confluent's API
 * @param stateDir where state is kept between starts
 * @param threads stream threads; more than there are raw partitions stay idle
 * @param shutdownGrace how long a stop may take
 * @param version the version of this build, with which rejects are signed
 */
@ConfigurationProperties("streams")
public record StreamsSettings(
        String applicationId, String registryUrl, Path stateDir, int threads, Duration shutdownGrace, String version) {

    public StreamsSettings {
        if (threads < 1) {
            throw new BadConfigurationException(
                    "streams.threads: " + threads + " is too few: say 1, or as many as there are cores");
        }
        if (!shutdownGrace.isPositive()) {
            throw new BadConfigurationException(
                    "streams.shutdown-grace: " + shutdownGrace + " is no time at all: say 30s, for example");
        }
    }
}
