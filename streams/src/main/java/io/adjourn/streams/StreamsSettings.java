package io.adjourn.streams;

import io.adjourn.config.BadConfigurationException;
import io.adjourn.streams.completion.KeptAttributes;
import io.adjourn.streams.completion.Retention;
import io.micronaut.context.annotation.ConfigurationProperties;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The application's settings, {@code streams.*}. As an environment variable a key is spelt in capitals with underscores. Any
 * {@code kafka.*} setting goes to Kafka's clients as it is.
 *
 * @param applicationId names the consumer group and the changelogs; must never change. Null: `adjourn-streams`, with the topics' prefix
 *     and generation
 * @param registryUrl base URL of the schema registry's Confluent-compatible API
 * @param stateDir directory for the state, kept between starts
 * @param threads number of stream threads; more threads than raw partitions stay idle
 * @param instanceId permanent name of this instance in its group, so that a restart moves no partitions; null: it joins as a new member
 *     at each start
 * @param standbyReplicas how many other instances keep a standby replica of each partition's state
 * @param standbyWait how long a started instance may stay not ready because its standby replicas are still behind; after that it is
 *     ready anyway
 * @param shutdownGrace how long a shutdown may take
 * @param gatewaySilence how long a gateway may send no watermark, in log time, before deadlines no longer wait for deliveries that may
 *     be in its spool
 * @param retain how long after its latest event a closed meeting still detects duplicate events; longer than the raw topic keeps
 *     deliveries
 * @param stubRetain how long after that the meeting is kept at all
 * @param deletionTombstoneAfter how long after the record of a deletion that record is itself deleted from its topic; null: never
 * @param recordsMaxAge how long after a meeting's first closing its record is deleted from its topic, whatever became of the meeting,
 *     for those who may not keep it; null: never
 * @param deletionKeepsAttributes which of the customer's own metadata (`attributes`) stays once a meeting's data is deleted: `all`,
 *     `none`, or names of its top-level keys with commas between them. An erasure keeps only keys that are named
 * @param forgetWithin how long older values may still stand in the changelogs and in the state directory after a deletion; how long in
 *     a topic, that topic's own settings say
 * @param warnOfFewReplicas whether to log a warning for topics with fewer than three replicas
 * @param rawIsCopy whether the raw topic is a copy of another topic, with the original's log times as its timestamps; never for a
 *     topic that a gateway writes to
 * @param compression how what streams writes is compressed, its changelogs included: `gzip`, `lz4`, `snappy`, `zstd` or `none`. Every
 *     client reads `gzip`; the others, KafkaJS reads only with an add-on
 * @param version the version of this build, with which rejects are signed
 */
@ConfigurationProperties("streams")
public record StreamsSettings(
        @Nullable String applicationId,
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
        @Nullable Duration recordsMaxAge,
        String deletionKeepsAttributes,
        Duration forgetWithin,
        boolean warnOfFewReplicas,
        boolean rawIsCopy,
        String compression,
        String version) {
    private static final Pattern INSTANCE_ID = Pattern.compile("[A-Za-z0-9._-]{1,200}");
    private static final Pattern KEPT = Pattern.compile("[^,\\p{Cntrl}]+(,[^,\\p{Cntrl}]+)*");
    private static final Set<String> COMPRESSIONS = Set.of("gzip", "lz4", "snappy", "zstd", "none");

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
            mustBeRemembered("deletion-tombstone-after", deletionTombstoneAfter, retain, stubRetain);
        }
        if (recordsMaxAge != null) {
            mustBePositive("records-max-age", recordsMaxAge, "P365D");
            mustBeRemembered("records-max-age", recordsMaxAge, retain, stubRetain);
        }
        mustBePositive("forget-within", forgetWithin, "24h");
        if (!KEPT.matcher(deletionKeepsAttributes).matches()) {
            throw new BadConfigurationException("streams.deletion-keeps-attributes: " + deletionKeepsAttributes
                    + " is not all, none, or a list of keys: use e.g. crm_id,team");
        }
        if (!COMPRESSIONS.contains(compression)) {
            throw new BadConfigurationException("streams.compression: " + compression
                    + " is not a compression of Kafka's: use gzip, lz4, snappy, zstd or none");
        }
    }

    Retention retention() {
        return new Retention(retain, stubRetain, deletionTombstoneAfter, recordsMaxAge, forgetWithin);
    }

    KeptAttributes keptAttributes() {
        return switch (deletionKeepsAttributes) {
            case "all" -> KeptAttributes.ALL;
            case "none" -> KeptAttributes.NONE;
            default ->
                KeptAttributes.only(Stream.of(deletionKeepsAttributes.split(","))
                        .map(String::strip)
                        .toList());
        };
    }

    /** What is to be done to a record of which nothing is known any more is done by nobody. */
    private static void mustBeRemembered(String key, Duration wait, Duration retain, Duration stubRetain) {
        if (wait.compareTo(retain.plus(stubRetain)) > 0) {
            throw new BadConfigurationException("streams." + key + ": " + wait + " is longer than streams.retain ("
                    + retain + ") and streams.stub-retain (" + stubRetain
                    + ") together, after which nothing is known of the meeting: raise streams.stub-retain, or lower"
                    + " it");
        }
    }

    private static void mustBePositive(String key, Duration duration, String example) {
        if (!duration.isPositive()) {
            throw new BadConfigurationException(
                    "streams." + key + ": " + duration + " must be positive, e.g. " + example);
        }
    }
}
