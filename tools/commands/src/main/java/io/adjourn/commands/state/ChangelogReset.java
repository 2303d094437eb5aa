package io.adjourn.commands.state;

import static io.adjourn.commands.state.StreamsMemory.await;

import io.adjourn.config.CannotStartException;
import io.adjourn.contracts.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Deletes changelogs, and makes them again: with as many partitions and replicas as the raw topic, and the settings that they had. */
final class ChangelogReset {
    /** What streams gives a new one beyond this, it sets when it starts. */
    private static final Map<String, String> COMPACTED =
            Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);

    /** Deleting takes a moment after Kafka has said yes. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Admin kafka;
    private final int partitions;
    private final short replicas;
    private final Map<String, Map<String, String>> settings;

    private ChangelogReset(Admin kafka, int partitions, short replicas, Map<String, Map<String, String>> settings) {
        this.kafka = kafka;
        this.partitions = partitions;
        this.replicas = replicas;
        this.settings = settings;
    }

    /**
     * As many and as safe as the raw topic.
     *
     * @param existing those whose settings are to be kept
     */
    static ChangelogReset asBefore(Admin kafka, Topic rawTopic, Set<String> existing) {
        TopicDescription raw = Objects.requireNonNull(
                await(kafka.describeTopics(List.of(rawTopic.name())).allTopicNames())
                        .get(rawTopic.name()));
        var settings = new HashMap<String, Map<String, String>>();
        List<ConfigResource> resources = existing.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        await(kafka.describeConfigs(resources).all())
                .forEach((topic, config) -> settings.put(topic.name(), own(config)));
        int replicas = raw.partitions().getFirst().replicas().size();
        return new ChangelogReset(kafka, raw.partitions().size(), (short) replicas, settings);
    }

    private static Map<String, String> own(Config config) {
        var own = new HashMap<String, String>();
        for (ConfigEntry entry : config.entries()) {
            if (entry.source() == ConfigSource.DYNAMIC_TOPIC_CONFIG && entry.value() != null) {
                own.put(entry.name(), entry.value());
            }
        }
        return own;
    }

    void delete(String changelog) {
        await(kafka.deleteTopics(List.of(changelog)).all());
    }

    void create(String changelog) {
        var topic = new NewTopic(changelog, Optional.of(partitions), Optional.of(replicas))
                .configs(settings.getOrDefault(changelog, COMPACTED));
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (!isCreated(topic, System.nanoTime() > giveUp)) {
            pause();
        }
    }

    private boolean isCreated(NewTopic topic, boolean last) {
        try {
            await(kafka.createTopics(List.of(topic)).all());
            return true;
        } catch (CannotStartException e) {
            if (last || !(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
            return false;
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStartException("interrupted", e);
        }
    }
}
