package io.adjourn.streams;

import io.adjourn.streams.completion.Retention;
import io.micronaut.context.annotation.ConfigurationProperties;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The application's settings, {@code streams.*}. As an environment variable a key is spelt in capitals with underscores. Any
 * {@code kafka.*} setting goes to Kafka's clients as it is.
 *
 * @param applicationId names the consumer group and the changelogs: for life
 * @param registryUrl where the schema registry is: the base of Confluent's API
 * @param stateDir where state is kept between starts
 * @param threads stream threads; more than there are raw partitions stay idle
 * @param instanceId names this instance in its group for life, so that a restart moves no work; null: it joins anew each time
 * @param standbyReplicas how many other instances keep a warm copy of each partition's state
 * @param standbyWait how long an instance that has started may be alive and not ready because the warm copies it keeps are still
 *     behind; then it is ready all the same
 * @param shutdownGrace how long a stop may take
 * @param gatewaySilence how long a gateway may say nothing, by the log's time, before no deadline waits any longer for what it may
 *     have in its spool
 * @param retain how long after the latest news a closed meeting knows its events again; longer than the raw topic keeps them
 * @param stubRetain how long from then on it is remembered at all
 * @param deletionTombstoneAfter how long after a deletion's record the record itself is deleted from its topic; null: never
 * @param warnOfFewReplicas whether topics with fewer than three replicas are warned of
 * @param rawIsCopy whether the raw topic is a copy of another, with that one's log times as its timestamps; never where a
 *     gateway writes
 * @param version the version of this build, with which rejects are signed
 */
@ConfigurationProperties("streams")
public record StreamsSettings(
        String applicationId,
        String registryUrl,
        Path stateDir,
        int threads,
        @Nullable String instanceId,
        int standbyReplicas,
        Duration standbyWait,
        Duration shutdownGrace,
        Duration gatewaySilence,
        Duration retain,
        Duration stubRetain,
        @Nullable Duration deletionTombstoneAfter,
        boolean warnOfFewReplicas,
        boolean rawIsCopy,
        String version) {
    private static final Pattern INSTANCE_ID = Pattern.compile("[A-Za-z0-9._-]{1,200}");

    public StreamsSettings {
        if (threads < 1) {
            throw new BadConfigurationException(
                    "streams.threads: " + threads + " is too low: must be positive, e.g. 1 or the number of cores");
        }
        if (standbyReplicas < 0) {
            throw new BadConfigurationException(
                    "streams.standby-replicas: " + standbyReplicas + " must not be negative, e.g. 0 or 1");
        }
        if (instanceId != null && !INSTANCE_ID.matcher(instanceId).matches()) {
            throw new BadConfigurationException("streams.instance-id: " + instanceId
                    + " is not a valid instance name: use at most 200 characters of a-z, A-Z, 0-9, '.', '_' and"
                    + " '-', such as a pod's name");
        }
        if (standbyWait.isNegative()) {
            throw new BadConfigurationException(
                    "streams.standby-wait: " + standbyWait + " must not be negative, e.g. 10m, or 0s for no wait");
        }
        mustBePositive("shutdown-grace", shutdownGrace, "30s");
        mustBePositive("gateway-silence", gatewaySilence, "10m");
        mustBePositive("retain", retain, "P30D");
        mustBePositive("stub-retain", stubRetain, "P400D");
        if (deletionTombstoneAfter != null) {
            mustBePositive("deletion-tombstone-after", deletionTombstoneAfter, "P90D");
        }
    }

    Retention retention() {
        return new Retention(retain, stubRetain, deletionTombstoneAfter);
    }

    private static void mustBePositive(String key, Duration duration, String example) {
        if (!duration.isPositive()) {
            throw new BadConfigurationException(
                    "streams." + key + ": " + duration + " is no time at all: say " + example + ", for example");
        }
    }
}
