package io.adjourn.contracts;

import io.adjourn.contracts.Provisioning.Layout;
import io.adjourn.contracts.Step.Setting;
import io.adjourn.contracts.Step.TopicAltered;
import io.adjourn.contracts.Step.TopicCreated;
import io.adjourn.contracts.Step.TopicUnchanged;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The half of {@link Provisioning} that speaks to Kafka. */
final class TopicProvisioning {
    private static final int TIMEOUT_MS = Math.toIntExact(Duration.ofSeconds(20).toMillis());
    private static final int SAFE_REPLICATION = 3;
    private static final int SAFE_MIN_IN_SYNC = 2;

    /** What became of each topic, and what is unsafe about them. */
    record Outcome(List<Step> steps, List<String> warnings) {}

    private final Admin kafka;
    private final Layout layout;
    private final boolean onlyPlan;
    private final List<Step> steps = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /** @param onlyPlan whether nothing is to be changed */
    TopicProvisioning(Admin kafka, Layout layout, boolean onlyPlan) {
        this.kafka = kafka;
        this.layout = layout;
        this.onlyPlan = onlyPlan;
    }

    Outcome apply() {
        Map<String, TopicDescription> present = present();
        demandRawPartitions(present);
        for (Topic topic : Topics.ALL) {
            TopicDescription description = present.get(topic.name());
            if (description == null) {
                create(topic);
            } else {
                bringToCatalogue(topic, description);
            }
        }
        return new Outcome(steps, warnings);
    }

    private Map<String, TopicDescription> present() {
        Map<String, TopicDescription> present = new HashMap<>();
        List<String> names = Topics.ALL.stream().map(Topic::name).toList();
        kafka.describeTopics(names, new DescribeTopicsOptions().timeoutMs(TIMEOUT_MS))
                .topicNameValues()
                .forEach((name, future) -> described(name, future).ifPresent(topic -> present.put(name, topic)));
        return present;
    }

    private static Optional<TopicDescription> described(String topic, KafkaFuture<TopicDescription> future) {
        try {
            return Optional.of(await("describe topic " + topic, future));
        } catch (ProvisioningException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void demandRawPartitions(Map<String, TopicDescription> present) {
        TopicDescription raw = present.get(Topics.RAW.name());
        if (raw != null && raw.partitions().size() != layout.partitions()) {
            throw ProvisioningException.refused(
                    "topic " + raw.name() + " has " + raw.partitions().size()
                            + " partitions, not the " + layout.partitions()
                            + " requested, and must keep them: a meeting's key would move to another partition,"
                            + " away from its state; request "
                            + raw.partitions().size(),
                    null);
        }
    }

    private void create(Topic topic) {
        Map<String, String> settings = new HashMap<>(topic.configuration());
        if (layout.replication() >= SAFE_REPLICATION) {
            settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(SAFE_MIN_IN_SYNC));
        }
        NewTopic created =
                new NewTopic(topic.name(), layout.partitions(), (short) layout.replication()).configs(settings);
        if (!onlyPlan) {
            await(
                    "create topic " + topic.name(),
                    kafka.createTopics(List.of(created), new CreateTopicsOptions().timeoutMs(TIMEOUT_MS))
                            .all());
        }
        steps.add(new TopicCreated(topic.name(), layout.partitions(), layout.replication()));
        warnOfReplication(topic, layout.replication());
    }

    private void bringToCatalogue(Topic topic, TopicDescription description) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        Config current = await(
                        "read the settings of topic " + topic.name(),
                        kafka.describeConfigs(List.of(resource), new DescribeConfigsOptions().timeoutMs(TIMEOUT_MS))
                                .all())
                .values()
                .iterator()
                .next();
        List<Setting> different = topic.configuration().entrySet().stream()
                .map(wanted -> new Setting(wanted.getKey(), value(current, wanted.getKey()), wanted.getValue()))
                .filter(setting -> !setting.before().equals(setting.after()))
                .toList();
        if (different.isEmpty()) {
            steps.add(new TopicUnchanged(topic.name()));
        } else {
            if (!onlyPlan) {
                alter(resource, different);
            }
            steps.add(new TopicAltered(topic.name(), different));
        }
        int replication = description.partitions().getFirst().replicas().size();
        warnOfPartitions(topic, description.partitions().size());
        warnOfReplication(topic, replication);
        warnOfMinInSync(topic, replication, value(current, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG));
    }

    private void alter(ConfigResource resource, List<Setting> settings) {
        List<AlterConfigOp> operations = settings.stream()
                .map(setting ->
                        new AlterConfigOp(new ConfigEntry(setting.name(), setting.after()), AlterConfigOp.OpType.SET))
                .toList();
        await(
                "alter topic " + resource.name(),
                kafka.incrementalAlterConfigs(
                                Map.of(resource, operations), new AlterConfigsOptions().timeoutMs(TIMEOUT_MS))
                        .all());
    }

    private static String value(Config config, String name) {
        ConfigEntry entry = config.get(name);
        return entry == null || entry.value() == null ? "" : entry.value();
    }

    private void warnOfPartitions(Topic topic, int partitions) {
        if (partitions != layout.partitions()) {
            warnings.add("topic " + topic.name() + " has " + partitions + " partitions, not the " + layout.partitions()
                    + " requested; not changed, because more partitions would break the order within a key");
        }
    }

    private void warnOfReplication(Topic topic, int replication) {
        if (replication < SAFE_REPLICATION) {
            warnings.add("topic " + topic.name() + " has replication " + replication + ", below " + SAFE_REPLICATION
                    + ": losing a broker can stop it or lose acknowledged records");
        }
    }

    /** Says nothing where replication is too low already: then there is nothing to raise it to. */
    private void warnOfMinInSync(Topic topic, int replication, String minInSync) {
        if (replication >= SAFE_REPLICATION && !minInSync.isEmpty() && Integer.parseInt(minInSync) < SAFE_MIN_IN_SYNC) {
            warnings.add("topic " + topic.name() + " has min.insync.replicas " + minInSync + ", below "
                    + SAFE_MIN_IN_SYNC + ": a record can be acknowledged while only one broker has it");
        }
    }

    private static <T> T await(String what, KafkaFuture<T> answer) {
        try {
            // Each request ends by its own limit; the second limit is for a client that does not keep it.
            return answer.get(2L * TIMEOUT_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
                throw unreachable(what, cause);
            }
            String line = "Kafka refused to " + what + ": " + cause.getMessage();
            // While brokers start there are fewer of them than copies.
            throw cause instanceof RetriableException || cause instanceof InvalidReplicationFactorException
                    ? ProvisioningException.away(line, cause)
                    : ProvisioningException.refused(line, cause);
        } catch (TimeoutException e) {
            throw unreachable(what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProvisioningException.away("interrupted while asking Kafka to " + what, e);
        }
    }

    private static ProvisioningException unreachable(String what, Throwable cause) {
        return ProvisioningException.away(
                "Kafka did not answer within " + TIMEOUT_MS / 1000 + " s to the request to " + what
                        + ": check that the bootstrap servers are right and up",
                cause);
    }
}
