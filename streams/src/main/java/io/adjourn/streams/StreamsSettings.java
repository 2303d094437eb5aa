package io.adjourn.streams;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * What can be set, under {@code streams.}; any {@code kafka.} setting goes to Kafka's clients as it is.
 *
 * @param applicationId names the consumer group and the changelogs: for life
 * @param bootstrapServers where Kafka is
 * @param registryUrl where the schema registry is: the base of Confluent's API
 * @param stateDir where state is kept between starts
 * @param threads stream threads; more than there are raw partitions stay idle
 * @param shutdownGrace how long a stop may take
 * @param version the version of this build
 */
@ConfigurationProperties("streams")
public record StreamsSettings(
        @Bindable(defaultValue = "adjourn-streams") String applicationId,
        @Bindable(defaultValue = "localhost:9092") String bootstrapServers,

        @Bindable(defaultValue = "http://localhost:8081/apis/ccompat/v7")
        String registryUrl,

        @Bindable(defaultValue = "/tmp/adjourn-streams") String stateDir,
        @Bindable(defaultValue = "1") int threads,
        @Bindable(defaultValue = "30s") Duration shutdownGrace,
        String version) {}
