package io.adjourn.commands.erasure;

import io.adjourn.config.CannotStartException;
import io.adjourn.contracts.Cluster;
import io.adjourn.contracts.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** Until when topics keep what they hold, by the settings that they have now. */
public final class TopicTimes {
    private static final Duration A_YEAR = Duration.ofDays(365);

    private final Map<String, Config> settings;

    private TopicTimes(Map<String, Config> settings) {
        this.settings = settings;
    }

    /** Asks Kafka for them. */
    public static TopicTimes of(Cluster cluster) {
        List<ConfigResource> topics = cluster.topics().all().stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()))
                .toList();
        try (Admin kafka = cluster.admin()) {
            return new TopicTimes(kafka.describeConfigs(topics).all().get().entrySet().stream()
                    .collect(Collectors.toMap(entry -> entry.getKey().name(), Map.Entry::getValue)));
        } catch (ExecutionException e) {
            Throwable why = e.getCause() == null ? e : e.getCause();
            throw new CannotStartException("Kafka does not tell the settings of topics: " + why.getMessage(), why);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStartException("interrupted", e);
        }
    }

    /**
     * In words, until when a record of that time is in the topic.
     *
     * @param erased when its meeting is erased, or was
     */
    public String until(Topic topic, Instant latest, Instant erased) {
        if (policy(topic).contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
            Duration lag = Duration.ofMillis(number(topic, TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG));
            return lag.compareTo(A_YEAR) > 0
                    ? "for no known time: its max.compaction.lag.ms is not set"
                    : "until " + seconds(erased.plus(lag).plus(millis(topic, TopicConfig.SEGMENT_MS_CONFIG)))
                            + ", but for the record of the deletion";
        }
        long retention = number(topic, TopicConfig.RETENTION_MS_CONFIG);
        return retention < 0
                ? "for ever: its retention.ms is " + retention
                : "until "
                        + seconds(latest.plus(Duration.ofMillis(retention))
                                .plus(millis(topic, TopicConfig.SEGMENT_MS_CONFIG)));
    }

    private static Instant seconds(Instant time) {
        return Instant.ofEpochSecond(time.getEpochSecond());
    }

    private String policy(Topic topic) {
        return value(topic, TopicConfig.CLEANUP_POLICY_CONFIG, Function.identity());
    }

    private long number(Topic topic, String name) {
        return value(topic, name, Long::parseLong);
    }

    private Duration millis(Topic topic, String name) {
        return Duration.ofMillis(number(topic, name));
    }

    private <T> T value(Topic topic, String name, Function<String, T> reading) {
        Config config = settings.get(topic.name());
        if (config == null || config.get(name) == null) {
            throw new CannotStartException("Kafka does not tell " + name + " of topic " + topic.name());
        }
        return reading.apply(config.get(name).value());
    }
}
